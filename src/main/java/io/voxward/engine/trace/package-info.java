/** A sink for every intermediate result of the engine, at no cost while nobody listens. */
@NullMarked
package io.voxward.engine.trace;

import org.jspecify.annotations.NullMarked;
