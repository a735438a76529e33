/** Events waiting to be told, as rows. */
@NullMarked
package io.voxward.outbox.store;

import org.jspecify.annotations.NullMarked;
