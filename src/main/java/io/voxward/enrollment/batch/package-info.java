/** Batch jobs: manifests of recordings become voiceprints, and fraudsters. */
@NullMarked
package io.voxward.enrollment.batch;

import org.jspecify.annotations.NullMarked;
