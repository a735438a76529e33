/**
 * The Voice ID dialect: AWS JSON 1.0 at {@code POST /}, shapes and constraints from the service
 * model, errors as the official clients know them.
 */
@NullMarked
package io.voxward.wire.voiceid;

import org.jspecify.annotations.NullMarked;
