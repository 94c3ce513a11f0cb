package dev.latchkey.api.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request that may be sent by an API token too, though it is about the caller's own affairs or
 * {@link Fresh}. A request that {@link Requires} a permission needs no such mark otherwise, as the
 * token's scopes say whether it may. A token can't prove anew who it is; where a fresh request
 * bears the mark, that somebody gave it the scope has to do.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ByToken {}
