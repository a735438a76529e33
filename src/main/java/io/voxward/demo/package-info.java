/**
 * The main job on real recorded voices: {@code ./voxward demo} starts the service on a fresh
 * folder, plays the calls of a bank's line over the public interfaces only, and is content only if
 * every decision is the right one.
 */
@NullMarked
package io.voxward.demo;

import org.jspecify.annotations.NullMarked;
