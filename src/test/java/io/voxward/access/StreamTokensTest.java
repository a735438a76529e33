package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.store.StreamTokenRepository;
import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamTokensTest {
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

  private final StreamTokenRepository rows;

  @Inject
  StreamTokensTest(StreamTokenRepository rows) {
    this.rows = rows;
  }

  private StreamTokens at(Instant time) {
    return new StreamTokens(rows, Clock.fixed(time, ZoneOffset.UTC));
  }

  private static StreamGrant grant() {
    return new StreamGrant(TenantId.DEFAULT, DomainId.random(), SessionId.random());
  }

  @Test
  void a_token_opens_its_session_once() {
    // Given
    StreamGrant grant = grant();
    String token = QuarkusTransaction.requiringNew().call(() -> at(NOW).issue(grant)).token();

    // When / Then
    assertThat(QuarkusTransaction.requiringNew().call(() -> at(NOW).redeem(token))).contains(grant);
    assertThat(QuarkusTransaction.requiringNew().call(() -> at(NOW).redeem(token))).isEmpty();
  }

  @Test
  void a_token_too_old_or_never_given_opens_nothing() {
    // Given
    StreamTokens.IssuedStreamToken issued =
        QuarkusTransaction.requiringNew().call(() -> at(NOW).issue(grant()));

    // When / Then
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> at(issued.expiresAt()).redeem(issued.token())))
        .isEmpty();
    assertThat(QuarkusTransaction.requiringNew().call(() -> at(NOW).redeem("vxs_guess"))).isEmpty();
  }
}
