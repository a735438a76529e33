package io.voxward.keys;

import io.voxward.common.TenantId;

/** A key provider that can open what there is and make no key: a full disk, a lost connection. */
public final class BrokenKeys implements KeyProvider {
  private final KeyProvider whole;

  /** Opens by {@code whole}. */
  public BrokenKeys(KeyProvider whole) {
    this.whole = whole;
  }

  @Override
  public String currentKey() {
    return whole.currentKey();
  }

  @Override
  public String namedKey(TenantId tenant, String name) {
    throw new KeysException("the disk is full");
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    throw new KeysException("the disk is full");
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    return whole.unwrap(keyName, wrapped, context);
  }

  @Override
  public byte[] sign(byte[] message) {
    return whole.sign(message);
  }
}
