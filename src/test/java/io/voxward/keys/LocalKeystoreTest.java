package io.voxward.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeystoreTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] CONTEXT = {9};
  private static final TenantId ACME = new TenantId("acme");

  @TempDir Path directory;

  private record Config(Path keystore, Optional<String> keystorePassword) implements KeysConfig {}

  private LocalKeystore open(Optional<String> password) {
    return new LocalKeystore(new Config(directory.resolve("keystore.p12"), password));
  }

  @Test
  void what_was_wrapped_before_a_restart_unwraps_after_it() {
    // Given
    LocalKeystore before = open(Optional.empty());
    byte[] wrapped = before.wrap(before.currentKey(), SECRET, CONTEXT);

    // When
    LocalKeystore after = open(Optional.empty());

    // Then
    assertThat(after.unwrap(after.currentKey(), wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(after.sign(SECRET)).isEqualTo(before.sign(SECRET));
  }

  @Test
  void the_keystore_and_its_password_are_for_their_owner_only() throws IOException {
    // When
    open(Optional.empty());

    // Then
    for (String file : new String[] {"keystore.p12", "keystore.p12.password"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_configured_password_is_written_nowhere_and_needed_again() {
    // Given
    open(Optional.of("from a vault"));

    // When / Then
    assertThat(directory.resolve("keystore.p12.password")).doesNotExist();
    assertThatThrownBy(() -> open(Optional.of("another")))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("VOXWARD_KEYSTORE_PASSWORD");
  }

  @Test
  void a_named_key_is_made_on_first_use_and_is_the_same_after_a_restart() {
    // Given
    LocalKeystore before = open(Optional.empty());
    String name = before.namedKey(ACME, "alias/Bank");
    byte[] wrapped = before.wrap(name, SECRET, CONTEXT);

    // When
    LocalKeystore after = open(Optional.empty());

    // Then
    assertThat(after.namedKey(ACME, "alias/Bank")).isEqualTo(name);
    assertThat(after.unwrap(name, wrapped, CONTEXT)).isEqualTo(SECRET);
  }

  @Test
  void other_names_and_other_tenants_names_are_other_keys() {
    // Given
    LocalKeystore keystore = open(Optional.empty());
    String name = keystore.namedKey(ACME, "alias/Bank");
    byte[] wrapped = keystore.wrap(name, SECRET, CONTEXT);

    // When / Then
    for (String other :
        new String[] {
          keystore.namedKey(ACME, "alias/bank"),
          keystore.namedKey(new TenantId("other"), "alias/Bank"),
          keystore.currentKey()
        }) {
      assertThat(other).isNotEqualTo(name);
      assertThatThrownBy(() -> keystore.unwrap(other, wrapped, CONTEXT))
          .isInstanceOf(KeysException.class);
    }
  }

  @Test
  void a_key_that_another_process_added_is_found() {
    // Given
    LocalKeystore here = open(Optional.empty());
    LocalKeystore there = open(Optional.empty());
    String name = there.namedKey(ACME, "alias/there");
    byte[] wrapped = there.wrap(name, SECRET, CONTEXT);

    // When / Then
    assertThat(here.unwrap(name, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(here.namedKey(ACME, "alias/there")).isEqualTo(name);
  }

  @Test
  void keys_added_by_two_processes_at_once_are_all_there_and_the_file_stays_private()
      throws IOException, InterruptedException {
    // Given
    open(Optional.empty());

    // When
    Process one = adding("one");
    Process two = adding("two");

    // Then
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    LocalKeystore after = open(Optional.empty());
    java.security.KeyStore file = keystoreFile();
    for (String process : new String[] {"one", "two"}) {
      for (int i = 0; i < KEYS_EACH; i++) {
        assertThat(contains(file, after.namedKey(ACME, process + i))).isTrue();
      }
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("keystore.p12"))))
        .isEqualTo("rw-------");
    assertThat(directory.resolve("keystore.p12.part")).doesNotExist();
  }

  private static final int KEYS_EACH = 8;

  private Process adding(String prefix) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AddsKeys.class.getName(),
            directory.resolve("keystore.p12").toString(),
            prefix)
        .inheritIO()
        .start();
  }

  /** Another process with the same keystore. */
  static final class AddsKeys {
    private AddsKeys() {}

    public static void main(String[] arguments) {
      LocalKeystore keystore =
          new LocalKeystore(new Config(Path.of(arguments[0]), Optional.empty()));
      for (int i = 0; i < KEYS_EACH; i++) {
        keystore.namedKey(ACME, arguments[1] + i);
      }
    }
  }

  /** What lies in the file, past the class under test, which would make what is missing. */
  private java.security.KeyStore keystoreFile() throws IOException {
    try {
      char[] password = Files.readString(directory.resolve("keystore.p12.password")).toCharArray();
      return java.security.KeyStore.getInstance(
          directory.resolve("keystore.p12").toFile(), password);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean contains(java.security.KeyStore file, String alias) {
    try {
      return file.containsAlias(alias);
    } catch (java.security.KeyStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_rotation_makes_a_new_key_that_other_processes_see_and_the_old_one_still_opens() {
    // Given
    LocalKeystore here = open(Optional.empty());
    LocalKeystore there = open(Optional.empty());
    String old = here.currentKey();
    byte[] wrapped = here.wrap(old, SECRET, CONTEXT);

    // When
    String fresh = here.rotate();

    // Then
    assertThat(fresh).isNotEqualTo(old);
    assertThat(there.currentKey()).isEqualTo(fresh);
    assertThat(there.ownKeys()).containsExactly(old, fresh);
    assertThat(there.unwrap(old, wrapped, CONTEXT)).isEqualTo(SECRET);
    assertThat(open(Optional.empty()).currentKey()).isEqualTo(fresh);
    assertThatThrownBy(() -> here.unwrap(fresh, wrapped, CONTEXT))
        .isInstanceOf(KeysException.class);
  }

  @Test
  void the_eleventh_key_comes_after_the_tenth() {
    // Given
    LocalKeystore keystore = open(Optional.empty());

    // When
    for (int i = 2; i <= 11; i++) {
      String _ = keystore.rotate();
    }

    // Then
    assertThat(open(Optional.empty()).currentKey()).isEqualTo("wrapping-11");
  }

  @Test
  void what_a_destroyed_key_wrapped_is_lost_in_every_process_and_the_current_one_stays() {
    // Given
    LocalKeystore here = open(Optional.empty());
    LocalKeystore there = open(Optional.empty());
    String old = here.currentKey();
    byte[] wrapped = here.wrap(old, SECRET, CONTEXT);
    assertThat(there.unwrap(old, wrapped, CONTEXT)).isEqualTo(SECRET);
    String fresh = here.rotate();

    // When
    here.destroy(old);

    // Then
    assertThat(there.ownKeys()).containsExactly(fresh);
    for (LocalKeystore keystore : List.of(here, there, open(Optional.empty()))) {
      assertThatThrownBy(() -> keystore.unwrap(old, wrapped, CONTEXT))
          .isInstanceOf(KeysException.class);
    }
    assertThatThrownBy(() -> here.destroy(fresh)).hasMessageContaining("cannot be destroyed");
    assertThatThrownBy(() -> here.destroy("signing-1")).hasMessageContaining("cannot be destroyed");
  }

  @Test
  void an_unknown_key_name_is_refused() {
    // Given
    LocalKeystore keystore = open(Optional.empty());

    // When / Then
    assertThatThrownBy(() -> keystore.wrap("nobody", SECRET, CONTEXT))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("nobody");
  }
}
