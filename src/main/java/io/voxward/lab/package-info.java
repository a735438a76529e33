/** The laboratory: accuracy, calibration and speed from the command line, without a service. */
@NullMarked
package io.voxward.lab;

import org.jspecify.annotations.NullMarked;
