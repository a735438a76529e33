package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.FailureException;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PageTokensTest {
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");
  private static final String LIST = "speakers/d/null";

  /** Signs by hashing with a fixed salt; enough to tell one message from another. */
  private static final class SaltedKeys implements KeyProvider {
    @Override
    public String currentKey() {
      return "k";
    }

    @Override
    public String namedKey(TenantId tenant, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(String keyName, byte[] secret, byte[] context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] sign(byte[] message) {
      return Secrets.hash("salt" + java.util.HexFormat.of().formatHex(message));
    }
  }

  private static PageTokens at(Instant time) {
    return new PageTokens(new SaltedKeys(), Clock.fixed(time, ZoneOffset.UTC));
  }

  private final String token = at(NOW).write(TenantId.DEFAULT, LIST, new PageToken("id#1"));

  @Test
  void a_token_is_good_for_24_hours() {
    // When / Then
    assertThat(at(NOW.plus(PageTokens.LIFE)).read(TenantId.DEFAULT, LIST, token))
        .isEqualTo(new PageToken("id#1"));
    assertThatThrownBy(() ->
            at(NOW.plus(PageTokens.LIFE).plus(Duration.ofSeconds(1)))
                .read(TenantId.DEFAULT, LIST, token))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("nextToken");
  }

  @Test
  void another_list_another_tenant_and_any_changed_letter_are_refused() {
    // Given
    PageTokens tokens = at(NOW);
    StringBuilder changed = new StringBuilder(token);
    changed.setCharAt(token.length() / 2, token.charAt(token.length() / 2) == 'A' ? 'B' : 'A');

    // When / Then
    for (Runnable attempt :
        new Runnable[] {
          () -> tokens.read(TenantId.DEFAULT, "other", token),
          () -> tokens.read(new TenantId("other"), LIST, token),
          () -> tokens.read(TenantId.DEFAULT, LIST, changed.toString()),
          () -> tokens.read(TenantId.DEFAULT, LIST, ""),
          () -> tokens.read(TenantId.DEFAULT, LIST, "not base64!"),
          () -> tokens.read(TenantId.DEFAULT, LIST, "A".repeat(9000)),
        }) {
      assertThatThrownBy(attempt::run).isInstanceOf(FailureException.class);
    }
  }

  @Test
  void no_token_begins_at_the_beginning() {
    // When / Then
    assertThat(at(NOW).read(TenantId.DEFAULT, LIST, null)).isNull();
  }
}
