package io.voxward.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeystoreTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] CONTEXT = {9};

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
  void an_unknown_key_name_is_refused() {
    // Given
    LocalKeystore keystore = open(Optional.empty());

    // When / Then
    assertThatThrownBy(() -> keystore.wrap("nobody", SECRET, CONTEXT))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("nobody");
  }
}
