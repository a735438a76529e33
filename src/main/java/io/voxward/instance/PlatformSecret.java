package io.voxward.instance;

/**
 * The secret that a platform signs its requests with, opened for one check; it shows itself to
 * none.
 */
public final class PlatformSecret {
  private final byte[] bytes;

  PlatformSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the secret as it was issued or told: the text's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "PlatformSecret[hidden]";
  }
}
