package dev.latchkey.api.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request about the caller's own affairs that may be sent by an API token too. A request that
 * {@link Requires} a permission needs no such mark, as the token's scopes say whether it may; a
 * {@link Fresh} one is never sent by a token, which can't prove anew who it is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ByToken {}
