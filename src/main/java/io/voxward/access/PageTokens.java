package io.voxward.access;

import io.voxward.common.FailureException;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Page tokens as dialects hand them out: the place in the list and the time of issue, signed
 * together with the list they belong to. One that was never given, has expired, or belongs to
 * another list, filter, domain or tenant is refused.
 */
@ApplicationScoped
public class PageTokens {
  /** How long a token is good for (Voice ID service model). */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final int MAC_BYTES = 32;
  private static final int MAX_LENGTH = 8192;
  private static final String RULE = "must be a token of this list, not older than 24 hours";

  private final KeyProvider keys;
  private final Clock clock;

  /** Signs with the signing key of {@code keys}. */
  public PageTokens(KeyProvider keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Writes {@code token} for a caller.
   *
   * @param list names the list with its domain and filters, {@code speakers/<domainId>/ENROLLED}
   */
  public String write(TenantId tenant, String list, PageToken token) {
    byte[] key = token.lastKey().getBytes(StandardCharsets.UTF_8);
    byte[] body =
        ByteBuffer.allocate(Long.BYTES + key.length)
            .putLong(clock.instant().getEpochSecond())
            .put(key)
            .array();
    byte[] mac = mac(tenant, list, body);
    byte[] whole = ByteBuffer.allocate(mac.length + body.length).put(mac).put(body).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * Reads what a caller sent; absent stays absent.
   *
   * @throws FailureException naming {@code nextToken} if it is not good for this list
   */
  public @Nullable PageToken read(TenantId tenant, String list, @Nullable String text) {
    if (text == null) {
      return null;
    }
    byte[] whole = decode(text);
    if (whole.length < MAC_BYTES + Long.BYTES) {
      throw FailureException.invalid("nextToken", RULE);
    }
    byte[] body = Arrays.copyOfRange(whole, MAC_BYTES, whole.length);
    byte[] mac = Arrays.copyOf(whole, MAC_BYTES);
    Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong());
    if (!MessageDigest.isEqual(mac, mac(tenant, list, body))
        || issued.plus(LIFE).isBefore(clock.instant())) {
      throw FailureException.invalid("nextToken", RULE);
    }
    return new PageToken(
        new String(body, Long.BYTES, body.length - Long.BYTES, StandardCharsets.UTF_8));
  }

  private static byte[] decode(String text) {
    if (text.length() > MAX_LENGTH) {
      throw FailureException.invalid("nextToken", RULE);
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw FailureException.invalid("nextToken", RULE);
    }
  }

  private byte[] mac(TenantId tenant, String list, byte[] body) {
    byte[] head = ("page\0" + tenant + "\0" + list + "\0").getBytes(StandardCharsets.UTF_8);
    return keys.sign(ByteBuffer.allocate(head.length + body.length).put(head).put(body).array());
  }
}
