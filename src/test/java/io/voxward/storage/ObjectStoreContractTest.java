package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every store does; each implementation runs these. */
abstract class ObjectStoreContractTest {
  /** A store with the bucket {@code voices} and no other. */
  abstract ObjectStore store();

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ObjectUri uri(String text) {
    return ObjectUri.parse("uri", text);
  }

  private String read(String uri) throws IOException {
    try (Opened opened = store().open(uri(uri))) {
      assertThat(opened).isInstanceOf(Opened.Found.class);
      Opened.Found found = (Opened.Found) opened;
      byte[] content = found.content().readAllBytes();
      assertThat(found.bytes()).isEqualTo(content.length);
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  @Test
  void what_was_written_is_read() throws IOException {
    Written written = store().write(uri("s3://voices/jobs/1/a b.json"), bytes("first"), null);

    assertThat(written).isInstanceOf(Written.Stored.class);
    assertThat(read("s3://voices/jobs/1/a b.json")).isEqualTo("first");
  }

  @Test
  void writing_again_replaces_the_whole() throws IOException {
    Written _ = store().write(uri("s3://voices/again"), bytes("a longer first text"), null);
    Written _ = store().write(uri("s3://voices/again"), bytes("short"), null);

    assertThat(read("s3://voices/again")).isEqualTo("short");
  }

  @Test
  void an_object_may_be_empty() throws IOException {
    Written _ = store().write(uri("s3://voices/empty"), new byte[0], null);

    assertThat(read("s3://voices/empty")).isEmpty();
  }

  @Test
  void a_large_object_can_be_left_after_its_first_bytes() throws IOException {
    byte[] large = new byte[5_000_000];
    large[0] = 7;
    Written _ = store().write(uri("s3://voices/large"), large, null);

    try (Opened opened = store().open(uri("s3://voices/large"))) {
      Opened.Found found = (Opened.Found) opened;
      assertThat(found.bytes()).isEqualTo(large.length);
      assertThat(found.content().read()).isEqualTo(7);
    }
  }

  @Test
  void a_missing_object_is_refused() {
    try (Opened opened = store().open(uri("s3://voices/nowhere.wav"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_OBJECT));
    }
  }

  @Test
  void a_missing_bucket_is_refused() {
    try (Opened opened = store().open(uri("s3://no-such-bucket/a.wav"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_BUCKET));
    }
  }

  @Test
  void a_bucket_alone_is_no_object() {
    try (Opened opened = store().open(uri("s3://voices"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.UNUSABLE_NAME));
    }
    assertThat(store().write(uri("s3://voices/"), bytes("x"), null))
        .isEqualTo(new Written.Refused(Refusal.UNUSABLE_NAME));
  }
}
