package io.voxward.keys.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyServiceConfig;
import io.voxward.keys.KeysException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wrapping keys in a KMS that the test plays, through the SDK of AWS. */
class KmsKeysTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] CONTEXT = {9};
  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

  private final FakeKms kms;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String arn;

  KmsKeysTest() throws IOException {
    kms = new FakeKms();
    arn = kms.add(ID);
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private record Config(
      Optional<String> keyId, Optional<URI> endpoint, Optional<String> secretAccessKey)
      implements KeyServiceConfig.AwsKms {
    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public Optional<String> accessKeyId() {
      return Optional.of("AKIDEXAMPLE");
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(2);
    }
  }

  private KmsKeys keys() {
    return keys(Optional.of(ID), Optional.of("secret"));
  }

  private KmsKeys keys(Optional<String> id, Optional<String> secret) {
    return new KmsKeys(new Config(id, Optional.of(kms.address()), secret), meters);
  }

  private static void assertRefused(boolean passing, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.isPassing()).isEqualTo(passing))
        .hasMessageContaining(message);
  }

  @Test
  void what_was_wrapped_unwraps_and_names_its_key() {
    // Given
    KmsKeys keys = keys();
    String name = keys.currentKey();

    // When
    byte[] wrapped = keys.wrap(name, SECRET, CONTEXT);

    // Then
    assertThat(name).isEqualTo("kms:" + arn);
    assertThat(keys.owns(name)).isTrue();
    assertThat(keys.owns("vault:voxward:1")).isFalse();
    assertThat(keys.unwrap(name, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(kms.seenContext()).startsWith("{\"voxward\":\"").doesNotContain("CQ==");
    assertThat(
            meters
                .get("voxward.key.service.calls")
                .tags("service", "aws-kms", "result", "answered")
                .timer()
                .count())
        .isEqualTo(3);
  }

  @Test
  void another_context_key_or_a_changed_value_does_not_unwrap() {
    // Given
    KmsKeys keys = keys();
    String name = keys.currentKey();
    String other = "kms:" + kms.add("other");
    byte[] wrapped = keys.wrap(name, SECRET, CONTEXT);
    byte[] changed = wrapped.clone();
    changed[20] ^= 1;

    // When / Then
    assertRefused(false, "KMS refuses", () -> keys.unwrap(name, wrapped, new byte[] {8}));
    assertRefused(false, "KMS refuses", () -> keys.unwrap(name, changed, CONTEXT));
    assertRefused(false, "KMS refuses", () -> keys.unwrap(other, wrapped, CONTEXT));
  }

  @Test
  void a_tenants_name_is_the_key_of_kms_and_one_that_is_not_there_is_refused() {
    // Given
    String bank = kms.add("bank");
    KmsKeys keys = keys();

    // When / Then
    assertThat(keys.namedKey(new TenantId("acme"), bank)).isEqualTo("kms:" + bank);
    assertRefused(false, "KMS refuses", () -> keys.namedKey(new TenantId("acme"), "alias/nobody"));
    kms.disablesEverything();
    assertRefused(false, "disabled", () -> keys.namedKey(new TenantId("acme"), bank));
  }

  @Test
  void lasting_refusals_and_those_that_pass_are_told_apart() {
    // Given
    KmsKeys keys = keys();

    // When / Then
    kms.refusesWith(400, "AccessDeniedException");
    assertRefused(false, "kms:DescribeKey", keys::currentKey);
    kms.refusesWith(400, "DisabledException");
    assertRefused(false, "KMS refuses", () -> keys.wrap("kms:" + arn, SECRET, CONTEXT));
    kms.refusesWith(400, "ThrottlingException");
    assertRefused(true, "not now", keys::currentKey);
    kms.refusesWith(500, "KMSInternalException");
    assertRefused(true, "not now", keys::currentKey);
  }

  @Test
  void a_kms_that_is_slow_or_down_is_a_refusal_that_passes() {
    // Given
    KmsKeys keys = keys();
    kms.isSlow();

    // When / Then
    assertRefused(true, "does not answer", keys::currentKey);
    kms.close();
    assertRefused(true, "does not answer", keys::currentKey);
  }

  @Test
  void a_rotation_is_kms_own_business_and_what_is_missing_is_named() {
    // When / Then
    assertThatThrownBy(() -> keys().rotate())
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.KEY_ELSEWHERE)))
        .hasMessageContaining("key-id");
    assertRefused(
        false,
        "voxward.key-service.aws-kms.key-id",
        () -> keys(Optional.empty(), Optional.of("secret")).currentKey());
    assertRefused(
        false, "secret-access-key", () -> keys(Optional.of(ID), Optional.empty()).currentKey());
  }
}
