package io.voxward.access;

import io.voxward.access.store.ClientTokenRepository;
import io.voxward.access.store.ClientTokenRepository.FirstCall;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls that may be repeated: the caller names a call by a token of its own, and a repetition
 * within 24 hours gets what the first one made instead of a second thing. The token is kept in the
 * transaction that makes the thing, so neither can be without the other; two calls at once with the
 * same token stand in line.
 */
@ApplicationScoped
public class ClientTokens {
  /** How long a token is remembered. */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private final ClientTokenRepository rows;
  private final Clock clock;

  /** Remembers tokens in {@code rows}. */
  public ClientTokens(ClientTokenRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Makes a thing, or finds the one that the first call with this token made.
   *
   * @param operation the operation's name: the same token may be used for another
   * @param clientToken the caller's token; without one every call makes a thing
   * @param requestHash a hash of everything the caller sent, the token apart
   * @param make makes the thing, in this transaction
   * @param idOf the id by which {@code again} finds it
   * @param again finds the thing that the first call made
   * @throws FailureException {@code CLIENT_TOKEN_REUSED} if the first call sent something else;
   *     {@link Failure.Invalid} if the token has not the form of one
   */
  @Transactional
  public <T> T once(
      TenantId tenant,
      String operation,
      @Nullable String clientToken,
      byte[] requestHash,
      Supplier<T> make,
      Function<T, String> idOf,
      Function<String, T> again) {
    if (clientToken == null) {
      return make.get();
    }
    if (!FORM.matcher(clientToken).matches()) {
      throw FailureException.invalid("clientToken", "must be 1 to 64 letters, digits, _ and -");
    }
    Instant now = clock.instant();
    rows.lock(tenant, operation, clientToken);
    Optional<FirstCall> first = rows.find(tenant, operation, clientToken, now.minus(LIFE));
    if (first.isPresent()) {
      if (!MessageDigest.isEqual(first.get().requestHash(), requestHash)) {
        throw FailureException.conflict(
            Failure.ConflictKind.CLIENT_TOKEN_REUSED,
            "this client token was used with another request");
      }
      return again.apply(first.get().subject());
    }
    T made = make.get();
    rows.put(tenant, operation, clientToken, new FirstCall(requestHash, idOf.apply(made)), now);
    rows.purge(now.minus(LIFE));
    return made;
  }
}
