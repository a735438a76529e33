/** Events written in the transaction of the change they tell of, and their relay. */
@NullMarked
package io.voxward.outbox;

import org.jspecify.annotations.NullMarked;
