package io.voxward.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A tenant as resource names and events of the Voice ID dialect write it: 12 digits. They are made
 * from the tenant's id, so they are the same on every node and for ever.
 */
public record AccountId(String value) {
  private static final long LEAST = 100_000_000_000L;
  private static final long COUNT = 900_000_000_000L;

  /** The account of {@code tenant}. */
  public static AccountId of(TenantId tenant) {
    byte[] hash;
    try {
      hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("account\0" + tenant.value()).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    long number = LEAST + Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), COUNT);
    return new AccountId(Long.toString(number));
  }

  @Override
  public String toString() {
    return value;
  }
}
