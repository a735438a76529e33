/** Speakers: the customers of a contact center, their two ids and their status. */
@NullMarked
package io.voxward.speaker;

import org.jspecify.annotations.NullMarked;
