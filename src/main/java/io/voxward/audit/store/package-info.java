/** Audit entries as rows. */
@NullMarked
package io.voxward.audit.store;

import org.jspecify.annotations.NullMarked;
