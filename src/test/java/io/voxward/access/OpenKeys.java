package io.voxward.access;

import io.voxward.common.TenantId;
import io.voxward.keys.KeyProvider;

/** Seals nothing: what is wrapped is the secret itself. Counts how often one is opened. */
final class OpenKeys implements KeyProvider {
  private int count;

  @Override
  public String currentKey() {
    return "k";
  }

  @Override
  public String namedKey(TenantId tenant, String name) {
    return name;
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    return secret.clone();
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    count++;
    return wrapped.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    throw new UnsupportedOperationException();
  }

  /** How often a secret was opened. */
  int count() {
    return count;
  }
}
