/** Objects by bucket and key: in a folder, or in an S3 store. */
@NullMarked
package io.voxward.storage;

import org.jspecify.annotations.NullMarked;
