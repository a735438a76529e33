/** Entry points and wiring; no logic. */
@NullMarked
package io.voxward.main;

import org.jspecify.annotations.NullMarked;
