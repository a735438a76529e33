/** Wrapping keys kept by HashiCorp Vault. */
@NullMarked
package io.voxward.keys.vault;

import org.jspecify.annotations.NullMarked;
