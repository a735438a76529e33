package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest extends ObjectStoreContractTest {
  @TempDir Path folder;

  @BeforeEach
  void makeBucket() throws IOException {
    Files.createDirectories(folder.resolve("objects/voices"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
  }

  @Override
  ObjectStore store() {
    return new FileStore(folder.resolve("objects"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://voices/../../secret.txt",
        "s3://voices/a/../../../secret.txt",
        "s3://voices/..",
        "s3://voices/.",
        "s3://voices/./a",
        "s3://voices//etc/passwd",
        "s3://voices/a//b",
        "s3://voices/a/",
        "s3://voices/a\0b",
        "s3://voices/.voxward-1.part"
      })
  void no_name_leads_out_of_the_folder(String name) {
    ObjectUri uri = uri(name);

    try (Opened opened = store().open(uri)) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.UNUSABLE_NAME));
    }
    assertThat(store().write(uri, bytes("x"), null))
        .isEqualTo(new Written.Refused(Refusal.UNUSABLE_NAME));
  }

  @Test
  void a_bucket_name_with_dots_stays_inside() {
    ObjectUri uri = uri("s3://a..b/secret.txt");

    try (Opened opened = store().open(uri)) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_BUCKET));
    }
  }

  @Test
  void links_are_not_followed() throws IOException {
    Path bucket = folder.resolve("objects/voices");
    Files.createSymbolicLink(bucket.resolve("file.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(bucket.resolve("out"), folder);
    Files.createSymbolicLink(folder.resolve("objects/linked"), folder);

    for (String name : List.of("s3://voices/file.txt", "s3://voices/out/secret.txt")) {
      try (Opened opened = store().open(uri(name))) {
        assertThat(opened).isEqualTo(new Opened.Refused(Refusal.UNUSABLE_NAME));
      }
      assertThat(store().write(uri(name), bytes("x"), null))
          .isEqualTo(new Written.Refused(Refusal.UNUSABLE_NAME));
    }
    try (Opened opened = store().open(uri("s3://linked/secret.txt"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_BUCKET));
    }
    assertThat(folder.resolve("secret.txt")).hasContent("secret");
  }

  @Test
  void an_object_below_an_object_cannot_be() {
    Written _ = store().write(uri("s3://voices/a"), bytes("x"), null);

    assertThat(store().write(uri("s3://voices/a/b"), bytes("y"), null))
        .isEqualTo(new Written.Refused(Refusal.UNUSABLE_NAME));
  }

  @Test
  void nothing_lies_below_an_object() {
    Written _ = store().write(uri("s3://voices/a"), bytes("x"), null);

    try (Opened opened = store().open(uri("s3://voices/a/b"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_OBJECT));
    }
  }

  @Test
  void a_part_that_no_file_system_takes_is_refused() {
    ObjectUri uri = uri("s3://voices/" + "x".repeat(256));

    try (Opened opened = store().open(uri)) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.UNUSABLE_NAME));
    }
  }

  @Test
  void a_folder_is_no_object() throws IOException {
    Files.createDirectories(folder.resolve("objects/voices/sub"));

    try (Opened opened = store().open(uri("s3://voices/sub"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_OBJECT));
    }
  }

  @Test
  void nothing_is_left_beside_what_was_written() throws IOException {
    Written _ = store().write(uri("s3://results/1/out.json"), bytes("x"), null);

    try (Stream<Path> files = Files.walk(folder.resolve("objects/results"))) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactly(folder.resolve("objects/results/1/out.json"));
    }
  }
}
