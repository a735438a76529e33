package io.voxward.keys;

import io.voxward.common.TenantId;

/** Guards the keys that wrap all other secrets; these keys never leave it. */
public interface KeyProvider {
  /** The name of the key that wraps new secrets. */
  String currentKey();

  /**
   * The name of the key that a tenant knows by a name of its own; it is made on first use. The same
   * name of another tenant is another key.
   *
   * @throws KeysException if it cannot be made
   */
  String namedKey(TenantId tenant, String name);

  /** Wraps {@code secret} under the key named, bound to {@code context}. */
  byte[] wrap(String keyName, byte[] secret, byte[] context);

  /**
   * Unwraps what {@link #wrap} made.
   *
   * @throws KeysException if the key is unknown, or the value or its context was changed
   */
  byte[] unwrap(String keyName, byte[] wrapped, byte[] context);

  /** A keyed hash (HMAC-SHA-256) of {@code message} under this installation's signing key. */
  byte[] sign(byte[] message);
}
