package io.voxward.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.engine.gallery.Gallery;
import io.voxward.voiceprint.TestSpaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotShelfTest {
  private final long one = snapshot(1).bytes();

  private static Snapshot snapshot(int fraudsters) {
    List<GeneratedFraudsterId> ids = new ArrayList<>();
    List<Gallery.Voice> voices = new ArrayList<>();
    for (int i = 0; i < fraudsters; i++) {
      ids.add(GeneratedFraudsterId.random());
      voices.add(new Gallery.Voice(TestVoices.of(i), TestVoices.SPEECH));
    }
    return new Snapshot(
        UUID.randomUUID(), TestSpaces.of(1), ids, Gallery.of(TestVoices.MODEL, voices), Map.of());
  }

  @Test
  void beyond_its_bytes_the_snapshot_used_longest_ago_goes() {
    SnapshotShelf<String> shelf = new SnapshotShelf<>(2 * one);
    shelf.keep("a", snapshot(1));
    shelf.keep("b", snapshot(1));
    assertThat(shelf.find("a")).isNotNull();

    shelf.keep("c", snapshot(1));

    assertThat(shelf.find("b")).isNull();
    assertThat(shelf.find("a")).isNotNull();
    assertThat(shelf.find("c")).isNotNull();
    assertThat(shelf.bytes()).isEqualTo(2 * one);
  }

  @Test
  void the_last_one_stays_though_it_is_too_large_alone() {
    SnapshotShelf<String> shelf = new SnapshotShelf<>(one);
    shelf.keep("a", snapshot(1));

    shelf.keep("large", snapshot(200));

    assertThat(shelf.find("large")).isNotNull();
    assertThat(shelf.size()).isEqualTo(1);
  }

  @Test
  void a_new_snapshot_takes_the_place_of_the_old_and_its_bytes() {
    SnapshotShelf<String> shelf = new SnapshotShelf<>(100 * one);
    shelf.keep("a", snapshot(200));
    Snapshot fresh = snapshot(1);

    shelf.keep("a", fresh);

    assertThat(shelf.find("a")).isSameAs(fresh);
    assertThat(shelf.bytes()).isEqualTo(one);
    shelf.dropAll("a"::equals);
    assertThat(shelf.bytes()).isZero();
    assertThat(shelf.size()).isZero();
  }
}
