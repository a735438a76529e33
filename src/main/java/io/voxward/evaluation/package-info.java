/**
 * Decisions: who is calling, is it a known fraudster; the thresholds they use and the records they
 * leave.
 */
@NullMarked
package io.voxward.evaluation;

import org.jspecify.annotations.NullMarked;
