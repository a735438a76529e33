/** The REST interface: resources, their bodies, problems, authentication. */
@NullMarked
package io.voxward.wire.rest;

import org.jspecify.annotations.NullMarked;
