/** Envelope encryption: the keystore, the secrets of each domain, sealing and signing. */
@NullMarked
package io.voxward.keys;

import org.jspecify.annotations.NullMarked;
