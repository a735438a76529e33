/** Whether a person's data may exist: opt-out, its withdrawal by consent, erasure. */
@NullMarked
package io.voxward.consent;

import org.jspecify.annotations.NullMarked;
