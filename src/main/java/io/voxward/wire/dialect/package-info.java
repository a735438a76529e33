/**
 * What every dialect of live audio stands on: links to installations, the parameters of a call, its
 * session and its stream. A dialect parses its own frames and says things in its own words; it
 * decides nothing.
 */
@NullMarked
package io.voxward.wire.dialect;

import org.jspecify.annotations.NullMarked;
