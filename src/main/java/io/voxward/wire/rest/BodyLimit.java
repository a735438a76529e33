package io.voxward.wire.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest body an operation reads. A longer one is refused by its announced length, or, where
 * none was announced, as soon as the limit is passed; {@link #DEFAULT_BYTES} where an operation
 * says nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BodyLimit {
  /** Enough for every JSON body. */
  long DEFAULT_BYTES = 64 * 1024;

  /** The limit in bytes. */
  long value();
}
