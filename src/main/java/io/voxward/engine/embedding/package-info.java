/**
 * How speech becomes a vector that tells voices apart: the model's card with its front end, the
 * port to any such model, and the embedding itself.
 */
@NullMarked
package io.voxward.engine.embedding;

import org.jspecify.annotations.NullMarked;
