package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.store.ClientTokenRepository;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientTokensTest {
  private static final TenantId TENANT = new TenantId("client-tokens-test");
  private static final byte[] BODY = {1, 2, 3};
  private static final byte[] OTHER_BODY = {1, 2, 4};

  private final ClientTokens tokens;
  private final ClientTokenRepository rows;
  private final EntityManager database;
  private final UserTransaction transaction;
  private final AtomicInteger made = new AtomicInteger();

  @Inject
  ClientTokensTest(
      ClientTokens tokens,
      ClientTokenRepository rows,
      EntityManager database,
      UserTransaction transaction) {
    this.tokens = tokens;
    this.rows = rows;
    this.database = database;
    this.transaction = transaction;
  }

  private String call(ClientTokens through, String operation, @Nullable String token, byte[] body) {
    return through.once(
        TENANT,
        operation,
        token,
        body,
        () -> "thing-" + made.incrementAndGet(),
        thing -> thing,
        id -> id + " again");
  }

  private String call(@Nullable String token, byte[] body) {
    return call(tokens, "Make", token, body);
  }

  @Test
  void a_repetition_gets_what_the_first_call_made() {
    // Given
    String first = call("repeated", BODY);

    // When
    String second = call("repeated", BODY);

    // Then
    assertThat(second).isEqualTo(first + " again");
    assertThat(made).hasValue(1);
  }

  @Test
  void without_a_token_every_call_makes_a_thing() {
    // When
    call(null, BODY);
    call(null, BODY);

    // Then
    assertThat(made).hasValue(2);
  }

  @Test
  void the_same_token_with_another_body_is_a_conflict() {
    // Given
    call("other-body", BODY);

    // When / Then
    assertThatThrownBy(() -> call("other-body", OTHER_BODY))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.CLIENT_TOKEN_REUSED)));
    assertThat(made).hasValue(1);
  }

  @Test
  void the_same_token_of_another_operation_is_another_call() {
    // Given
    call("operation", BODY);

    // When
    call(tokens, "MakeOther", "operation", OTHER_BODY);

    // Then
    assertThat(made).hasValue(2);
  }

  @Test
  void a_malformed_token_is_refused_by_name() {
    // When / Then
    for (String bad : new String[] {"", "a b", "x".repeat(65), "é"}) {
      assertThatThrownBy(() -> call(bad, BODY))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.Invalid.class))
          .hasMessageContaining("clientToken");
    }
  }

  @Test
  void a_call_that_failed_is_not_remembered() {
    // Given
    assertThatThrownBy(() ->
            tokens.once(
                TENANT,
                "Make",
                "failed",
                BODY,
                () -> {
                  throw FailureException.invalid("name", "is bad");
                },
                (String thing) -> thing,
                id -> id))
        .isInstanceOf(FailureException.class);

    // When
    String thing = call("failed", OTHER_BODY);

    // Then
    assertThat(thing).isEqualTo("thing-1");
  }

  @Test
  void after_a_day_a_token_is_forgotten() throws Exception {
    // Given
    call("old", BODY);
    call("old-and-not-used-again", BODY);
    Instant later = Instant.parse("2100-01-01T00:00:00Z");
    ClientTokens dayAfter = new ClientTokens(rows, Clock.fixed(later, ZoneOffset.UTC));

    // When
    String thing = inTransaction(() -> call(dayAfter, "Make", "old", OTHER_BODY));

    // Then
    assertThat(thing).isEqualTo("thing-3");
    assertThat(remembered("old-and-not-used-again")).isZero();
    assertThat(remembered("old")).isEqualTo(1);
    ClientTokens nextDay =
        new ClientTokens(rows, Clock.fixed(later.plus(Duration.ofHours(23)), ZoneOffset.UTC));
    assertThat(inTransaction(() -> call(nextDay, "Make", "old", OTHER_BODY)))
        .isEqualTo("thing-3 again");
  }

  private String inTransaction(java.util.function.Supplier<String> work) throws Exception {
    transaction.begin();
    try {
      return work.get();
    } finally {
      transaction.commit();
    }
  }

  private long remembered(String token) {
    return ((Number)
            database
                .createNativeQuery(
                    "select count(*) from client_tokens where tenant_id = ?1 and client_token = ?2")
                .setParameter(1, TENANT.value())
                .setParameter(2, token)
                .getSingleResult())
        .longValue();
  }

  @Test
  void calls_at_the_same_moment_make_one_thing() throws InterruptedException, ExecutionException {
    // Given
    CountDownLatch go = new CountDownLatch(1);
    Set<String> answers = new TreeSet<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
      var each =
          IntStream.range(0, 6)
              .mapToObj(i ->
                  callers.submit(() -> {
                    go.await();
                    return call("at-once", BODY);
                  }))
              .toList();

      // When
      go.countDown();
      for (Future<String> one : each) {
        answers.add(one.get());
      }
    }

    // Then
    assertThat(made).hasValue(1);
    assertThat(answers).containsExactly("thing-1", "thing-1 again");
  }
}
