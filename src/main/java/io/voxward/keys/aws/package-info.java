/** Wrapping keys kept by AWS KMS. */
@NullMarked
package io.voxward.keys.aws;

import org.jspecify.annotations.NullMarked;
