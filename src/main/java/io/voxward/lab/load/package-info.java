/** Driving a running service with many calls at once, in real time, as an outsider. */
@NullMarked
package io.voxward.lab.load;

import org.jspecify.annotations.NullMarked;
