package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

  @Test
  void a_content_is_written_as_it_is_read_and_replaces_the_one_before() throws IOException {
    byte[] content = new byte[3_000_001];
    content[3_000_000] = 7;
    Written _ = store().write(uri("s3://voices/own/streamed"), bytes("before"), null);

    Written written =
        store()
            .write(
                uri("s3://voices/own/streamed"), new ByteArrayInputStream(content), content.length);

    assertThat(written).isInstanceOf(Written.Stored.class);
    try (Opened opened = store().open(uri("s3://voices/own/streamed"))) {
      assertThat(((Opened.Found) opened).content().readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void a_content_that_breaks_off_leaves_nothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("the sender is gone");
          }

          @Override
          public int read(byte[] into, int offset, int most) {
            return read();
          }
        };

    assertThatThrownBy(() -> store().write(uri("s3://voices/own/broken"), broken, 100))
        .hasStackTraceContaining("the sender is gone");

    try (Opened opened = store().open(uri("s3://voices/own/broken"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.NO_SUCH_OBJECT));
    }
  }

  private boolean isThere(String uri) {
    try (Opened opened = store().open(uri(uri))) {
      return opened instanceof Opened.Found;
    }
  }

  @Test
  void an_object_is_removed_or_all_below_a_place_and_what_is_not_there_is_no_fault() {
    for (String name : new String[] {"group/a", "group/b", "group/deep/c", "groups/d"}) {
      Written _ = store().write(uri("s3://voices/" + name), bytes(name), null);
    }

    store().remove(uri("s3://voices/group/a"));
    boolean first = isThere("s3://voices/group/a");
    boolean second = isThere("s3://voices/group/b");
    store().removeAll(uri("s3://voices/group"));
    store().removeAll(uri("s3://voices/group"));
    store().remove(uri("s3://voices/group/a"));
    store().removeAll(uri("s3://no-such-bucket/group"));

    assertThat(first).isFalse();
    assertThat(second).isTrue();
    assertThat(isThere("s3://voices/group/b")).isFalse();
    assertThat(isThere("s3://voices/group/deep/c")).isFalse();
    assertThat(isThere("s3://voices/groups/d")).isTrue();
  }
}
