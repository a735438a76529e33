package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  @Test
  void a_new_directory_is_for_its_owner_only() throws IOException {
    // When
    try (DataDirectory held = DataDirectory.hold(parent.resolve("a/data"))) {
      // Then
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void a_second_hold_is_refused_until_the_first_ends() throws IOException {
    // Given
    Path data = parent.resolve("data");
    try (DataDirectory held = DataDirectory.hold(data)) {
      // When / Then
      assertThatThrownBy(() -> DataDirectory.hold(held.path()))
          .isInstanceOf(DataDirectory.InUseException.class)
          .hasMessageContaining("in use by another Voxward");
    }
    DataDirectory.hold(data).close();
  }
}
