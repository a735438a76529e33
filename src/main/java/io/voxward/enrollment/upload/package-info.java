/** Recordings uploaded for a batch job: sealed where they lie, and gone when the job is over. */
@NullMarked
package io.voxward.enrollment.upload;

import org.jspecify.annotations.NullMarked;
