/** Measures accuracy on trial lists and fits calibrations to them. */
@NullMarked
package io.voxward.lab.verify;

import org.jspecify.annotations.NullMarked;
