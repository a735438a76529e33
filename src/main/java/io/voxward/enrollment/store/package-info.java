/** Enrolment requests as rows. */
@NullMarked
package io.voxward.enrollment.store;

import org.jspecify.annotations.NullMarked;
