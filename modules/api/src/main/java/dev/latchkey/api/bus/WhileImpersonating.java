package dev.latchkey.api.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request that somebody who acts as another person may send, though an API token may not. Without
 * this mark they may send what a token may: nothing that is sensitive, and nothing that is a
 * person's own affair.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WhileImpersonating {}
