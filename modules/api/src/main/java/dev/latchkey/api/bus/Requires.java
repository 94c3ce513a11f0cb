package dev.latchkey.api.bus;

import dev.latchkey.api.access.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the caller of a request must hold. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Requires {

  /** The permission, in the organisation that the caller acts in. */
  Permission value();
}
