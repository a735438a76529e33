/**
 * Whether sound is good enough: noise, clipping, bandwidth, one voice or several, and the guard
 * that asks all of it before a voice is enrolled.
 */
@NullMarked
package io.voxward.engine.quality;

import org.jspecify.annotations.NullMarked;
