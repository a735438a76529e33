package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.FailureException;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sealed bytes of the service lie: a folder, or a place in the store that nodes share. */
class OwnObjectsTest {
  @TempDir Path folder;

  private record Config(Path root, StorageConfig.Own own) implements StorageConfig {
    @Override
    public Kind kind() {
      return Kind.FILE;
    }

    @Override
    public S3 s3() {
      throw new UnsupportedOperationException("no S3 here");
    }
  }

  private record Place(Path root, Optional<String> place) implements StorageConfig.Own {}

  private OwnObjects own(Optional<String> place) {
    Path objects = folder.resolve("objects");
    return new OwnObjects(
        new Config(objects, new Place(folder.resolve("uploads"), place)), new FileStore(objects));
  }

  private static Written write(OwnObjects own, String group, String name) {
    return own.write(group, name, new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
  }

  private static boolean has(OwnObjects own, String group, String name) {
    try (Opened opened = own.open(group, name)) {
      return opened instanceof Opened.Found;
    }
  }

  private void assertKeeps(OwnObjects own, Path at) throws IOException {
    Written first = write(own, "a", "x");
    Written second = write(own, "a", "y");
    Written other = write(own, "b", "z");
    assertThat(List.of(first, second, other))
        .allMatch(written -> written instanceof Written.Stored);
    assertThat(at.resolve("a/x")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at.resolve("a/x"))))
        .isEqualTo("rw-------");
    own.remove("a", "x");
    assertThat(has(own, "a", "x")).isFalse();
    assertThat(has(own, "a", "y")).isTrue();
    Files.writeString(at.resolve("a/.voxward-left.part"), "left by a node that died");
    own.removeGroup("a");
    assertThat(at.resolve("a")).doesNotExist();
    assertThat(has(own, "b", "z")).isTrue();
  }

  @Test
  void they_lie_in_a_folder_of_their_own() throws IOException {
    assertKeeps(own(Optional.empty()), folder.resolve("uploads/sealed"));
    assertThat(folder.resolve("objects")).doesNotExist();
  }

  @Test
  void or_at_a_place_of_the_store_that_nodes_share() throws IOException {
    assertKeeps(own(Optional.of("s3://shared/voxward")), folder.resolve("objects/shared/voxward"));
    assertThat(folder.resolve("uploads")).doesNotExist();
  }

  @Test
  void a_place_of_another_form_is_refused_by_its_property() {
    assertThatThrownBy(() -> own(Optional.of("/uploads")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("voxward.storage.own.place");
  }
}
