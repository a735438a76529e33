/**
 * What was erased, written down outside of the database, so that a restored backup erases again.
 */
@NullMarked
package io.voxward.consent.journal;

import org.jspecify.annotations.NullMarked;
