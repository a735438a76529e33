/** Consent records and tombstones as rows. */
@NullMarked
package io.voxward.consent.store;

import org.jspecify.annotations.NullMarked;
