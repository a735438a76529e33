/** Vectors, matrices and transforms; no speech word in it. */
@NullMarked
package io.voxward.engine.math;

import org.jspecify.annotations.NullMarked;
