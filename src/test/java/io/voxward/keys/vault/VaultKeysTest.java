package io.voxward.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyServiceConfig;
import io.voxward.keys.KeysException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrapping keys in a Vault that the test plays. */
class VaultKeysTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] CONTEXT = {9};
  private static final TenantId ACME = new TenantId("acme");
  private static final String TOKEN = "hvs.test";

  private final FakeVault vault;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir Path directory;

  VaultKeysTest() throws IOException {
    vault = new FakeVault(TOKEN);
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private record Config(
      Optional<URI> address,
      Optional<String> token,
      Optional<Path> tokenFile,
      Optional<String> namespace)
      implements KeyServiceConfig.Vault {
    @Override
    public String mount() {
      return "transit";
    }

    @Override
    public String key() {
      return "voxward";
    }

    @Override
    public Duration patience() {
      return Duration.ofMillis(500);
    }
  }

  private VaultKeys keys(Config config) {
    return new VaultKeys(config, meters);
  }

  private VaultKeys keys() {
    return keys(
        new Config(
            Optional.of(vault.address()), Optional.of(TOKEN), Optional.empty(), Optional.empty()));
  }

  private static void assertRefused(boolean passing, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeysException.class,
            e -> {
              assertThat(e.isPassing()).isEqualTo(passing);
              assertThat(e.failure() instanceof Failure.Overloaded).isEqualTo(passing);
            })
        .hasMessageContaining(message)
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void what_was_wrapped_unwraps_and_names_its_key_and_version() {
    // Given
    VaultKeys keys = keys();
    String name = keys.currentKey();

    // When
    byte[] wrapped = keys.wrap(name, SECRET, CONTEXT);

    // Then
    assertThat(name).isEqualTo("vault:voxward:1");
    assertThat(keys.owns(name)).isTrue();
    assertThat(keys.owns("wrapping-1")).isFalse();
    assertThat(keys.unwrap(name, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(
            meters
                .get("voxward.key.service.calls")
                .tags("service", "vault", "result", "answered")
                .timer()
                .count())
        .isEqualTo(3);
  }

  @Test
  void another_context_or_a_changed_value_does_not_unwrap() {
    // Given
    VaultKeys keys = keys();
    String name = keys.currentKey();
    byte[] wrapped = keys.wrap(name, SECRET, CONTEXT);
    byte[] changed = wrapped.clone();
    changed[changed.length - 6] = (byte) (changed[changed.length - 6] == 'A' ? 'B' : 'A');

    // When / Then
    assertRefused(false, "changed or moved", () -> keys.unwrap(name, wrapped, new byte[] {8}));
    assertRefused(false, "changed or moved", () -> keys.unwrap(name, changed, CONTEXT));
    assertRefused(false, "changed or moved", () -> keys.unwrap("vault:nobody:1", wrapped, CONTEXT));
    assertRefused(false, "not the name", () -> keys.unwrap("vault:voxward", wrapped, CONTEXT));
  }

  @Test
  void a_rotation_makes_a_new_version_and_the_old_one_still_opens() {
    // Given
    VaultKeys keys = keys();
    String old = keys.currentKey();
    byte[] wrapped = keys.wrap(old, SECRET, CONTEXT);

    // When
    String fresh = keys.rotate();

    // Then
    assertThat(fresh).isEqualTo("vault:voxward:2").isEqualTo(keys.currentKey());
    assertThat(keys.unwrap(old, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(keys.unwrap(fresh, keys.wrap(fresh, SECRET, CONTEXT), CONTEXT)).isEqualTo(SECRET);
    assertThat(new String(keys.wrap(old, SECRET, CONTEXT), java.nio.charset.StandardCharsets.UTF_8))
        .startsWith("vault:v1:");
  }

  @Test
  void a_named_key_is_made_on_first_use_and_another_tenants_is_another() {
    // Given
    VaultKeys keys = keys();

    // When
    String name = keys.namedKey(ACME, "alias/Bank");

    // Then
    assertThat(keys.namedKey(ACME, "alias/Bank")).isEqualTo(name);
    assertThat(keys.namedKey(new TenantId("other"), "alias/Bank")).isNotEqualTo(name);
    assertThat(vault.names()).hasSize(3).allMatch(key -> !key.contains("Bank"));
    byte[] wrapped = keys.wrap(name, SECRET, CONTEXT);
    assertThat(keys.unwrap(name, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertRefused(
        false,
        "changed or moved",
        () -> keys.unwrap(keys.namedKey(new TenantId("other"), "alias/Bank"), wrapped, CONTEXT));
  }

  @Test
  void a_wrong_token_is_a_lasting_refusal_that_does_not_show_it() {
    // Given
    VaultKeys keys = keys();
    vault.accepts("another");

    // When / Then
    assertRefused(false, "refuses the token", keys::currentKey);
  }

  @Test
  void a_token_that_an_agent_renews_in_a_file_is_read_again() throws IOException {
    // Given
    Path file = directory.resolve("token");
    Files.writeString(file, TOKEN + "\n");
    VaultKeys keys =
        keys(
            new Config(
                Optional.of(vault.address()),
                Optional.empty(),
                Optional.of(file),
                Optional.of("bank")));
    String before = keys.currentKey();

    // When
    vault.accepts("renewed");
    Files.writeString(file, "renewed");

    // Then
    assertThat(keys.currentKey()).isEqualTo(before);
    assertThat(vault.lastNamespace()).isEqualTo("bank");
    Files.delete(file);
    assertRefused(false, "file with Vault's token", keys::currentKey);
  }

  @Test
  void a_vault_that_is_down_sealed_or_slow_is_a_refusal_that_passes() {
    // Given
    VaultKeys keys = keys();
    byte[] wrapped = keys.wrap("vault:voxward:1", SECRET, CONTEXT);

    // When / Then
    vault.answersWith(503);
    assertRefused(true, "503", () -> keys.unwrap("vault:voxward:1", wrapped, CONTEXT));
    vault.answersWith(429);
    assertRefused(true, "429", keys::currentKey);
    vault.answersWith(0);
    assertThat(keys.unwrap("vault:voxward:1", wrapped, CONTEXT)).isEqualTo(SECRET);
    vault.isSlow();
    assertRefused(true, "does not answer", keys::currentKey);
    vault.close();
    assertRefused(true, "does not answer", keys::currentKey);
  }

  @Test
  void an_answer_without_end_is_not_read() {
    // Given
    vault.saysTooMuch();

    // When / Then
    assertRefused(true, "does not answer", () -> keys().currentKey());
  }

  @Test
  void what_is_missing_is_named() {
    // Given
    vault.losesTheKey("voxward");
    Config empty =
        new Config(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Config tokenless =
        new Config(
            Optional.of(vault.address()), Optional.empty(), Optional.empty(), Optional.empty());

    // When / Then
    assertRefused(false, "vault write -f transit/keys/voxward", () -> keys().currentKey());
    assertRefused(false, "voxward.key-service.vault.address", () -> keys(empty).currentKey());
    assertRefused(false, "voxward.key-service.vault.token", () -> keys(tokenless).currentKey());
  }
}
