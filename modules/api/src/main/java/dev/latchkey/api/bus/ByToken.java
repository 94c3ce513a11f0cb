package dev.latchkey.api.bus;

import dev.latchkey.api.access.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request that may be sent by an API token too, though it is about the caller's own affairs or
 * {@link Fresh}. A request that {@link Requires} a permission needs no such mark otherwise, as the
 * token's scopes say whether it may. A token can't prove anew who it is; where a fresh request
 * bears the mark, that somebody gave it the scope has to do.
 *
 * <p>Where the mark names a scope, it is for tokens of people alone, and for those that were given
 * that scope: an organisation has no such affairs. Nor is it for whoever acts as another person.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ByToken {

  /** What the token must have been given: one scope, or none by default. */
  Permission[] value() default {};
}
