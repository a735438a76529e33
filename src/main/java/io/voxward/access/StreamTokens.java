package io.voxward.access;

import io.voxward.access.store.StreamTokenRepository;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tokens that open one stream of one session; each works once and for a short time. */
@ApplicationScoped
public class StreamTokens {
  /** How long a token may wait for its stream. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  private static final String PREFIX = "vxs_";

  private final StreamTokenRepository rows;
  private final Clock clock;

  /** A token and when it ends. */
  public record IssuedStreamToken(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "IssuedStreamToken[hidden, expiresAt=" + expiresAt + "]";
    }
  }

  /** Keeps the hashes of tokens in {@code rows}. */
  public StreamTokens(StreamTokenRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Makes a token; those that ended unused are forgotten on the way. */
  @Transactional
  public IssuedStreamToken issue(StreamGrant grant) {
    Instant now = clock.instant();
    rows.deleteExpired(now);
    String token = Secrets.token(PREFIX);
    Instant expiresAt = now.plus(LIFE);
    rows.insert(Secrets.hash(token), grant, expiresAt);
    return new IssuedStreamToken(token, expiresAt);
  }

  /** How many tokens wait for streams of a domain. */
  @Transactional
  public long countOf(TenantId tenant, DomainId domain) {
    return rows.countOf(tenant, domain);
  }

  /** Forgets some tokens of a domain, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int purge(TenantId tenant, DomainId domain, int most) {
    return rows.purge(tenant, domain, most);
  }

  /** Uses the token up; empty if it is unknown, used or too old. */
  @Transactional
  public Optional<StreamGrant> redeem(String token) {
    return rows.take(Secrets.hash(token), clock.instant());
  }
}
