package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.wire.kinesis.CallerTrack.Meaning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of the media is the caller's, over connections that break. */
class CallerTrackTest {
  private static final byte[] VOICE = {1, 2, 3, 4};
  private static final byte[] LATER = {5, 6};
  private static final byte[] AGENT = {9, 9};

  private static CallerTrack track(@Nullable String contact) {
    return new CallerTrack(
        new StreamPlace(
            Stage.STREAM,
            new FragmentNumber("7"),
            contact == null ? null : new ContactId(contact)));
  }

  /** Tells one connection's media; says whether another contact's came. */
  private static boolean tell(CallerTrack track, byte[] media, ByteArrayOutputStream heard)
      throws IOException {
    track.reconnected();
    MatroskaReader reader =
        new MatroskaReader(new ByteArrayInputStream(media), MatroskaReaderTest.LIMITS);
    for (MediaEvent event = reader.next(); event != null; event = reader.next()) {
      Meaning meaning = track.accept(event);
      if (meaning instanceof Meaning.Voice(ByteBuffer audio)) {
        heard.writeBytes(MatroskaReaderTest.bytes(audio));
      } else if (meaning instanceof Meaning.AnotherContact) {
        return true;
      }
    }
    return false;
  }

  @Test
  void only_the_customers_track_is_heard() throws IOException {
    // Given
    ByteArrayOutputStream heard = new ByteArrayOutputStream();

    // When
    boolean another = tell(track(null), Mkv.fragment("8", "c-1", VOICE, AGENT), heard);

    // Then
    assertThat(heard.toByteArray()).isEqualTo(VOICE);
    assertThat(another).isFalse();
  }

  @Test
  void the_first_fragment_of_another_contact_ends_it_before_its_audio() throws IOException {
    // Given
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] media =
        Mkv.join(Mkv.fragment("8", "c-1", VOICE, AGENT), Mkv.fragment("9", "c-2", LATER, AGENT));

    // When
    boolean another = tell(track(null), media, heard);

    // Then
    assertThat(another).isTrue();
    assertThat(heard.toByteArray()).isEqualTo(VOICE);
  }

  @Test
  void a_contact_that_is_asked_for_is_the_only_one_heard() throws IOException {
    // Given
    ByteArrayOutputStream heard = new ByteArrayOutputStream();

    // When
    boolean another = tell(track("c-2"), Mkv.fragment("8", "c-1", VOICE, AGENT), heard);

    // Then
    assertThat(another).isTrue();
    assertThat(heard.size()).isZero();
  }

  @Test
  void audio_whose_contact_nobody_named_is_not_heard() throws IOException {
    // Given
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] media =
        Mkv.join(
            Mkv.head(),
            Mkv.segment(),
            Mkv.bothTracks(),
            Mkv.cluster(Mkv.block(1, VOICE)),
            Mkv.tags("ContactId", "c-1"),
            Mkv.cluster(Mkv.block(1, LATER)));

    // When
    boolean another = tell(track("c-1"), media, heard);

    // Then
    assertThat(another).isFalse();
    assertThat(heard.toByteArray()).isEqualTo(LATER);
  }

  @Test
  void it_goes_on_after_the_last_fragment_that_was_whole() throws IOException {
    // Given
    CallerTrack track = track(null);
    byte[] second = Mkv.fragment("9", "c-1", LATER, AGENT);
    byte[] media = Mkv.join(Mkv.fragment("8", "c-1", VOICE, AGENT), Arrays.copyOf(second, 100));
    assertThat(track.resumeAfter().value()).isEqualTo("7");

    // When
    try {
      tell(track, media, new ByteArrayOutputStream());
    } catch (java.io.EOFException brokenOff) {
      assertThat(brokenOff).isNotNull();
    }

    // Then
    assertThat(track.resumeAfter().value()).isEqualTo("8");
  }

  @Test
  void what_kinesis_says_of_trouble_is_told() throws IOException {
    // When
    Meaning meaning = track(null).accept(new MediaEvent.Tag("AWS_KINESISVIDEO_ERROR_CODE", "4500"));

    // Then
    assertThat(meaning).isEqualTo(new Meaning.Trouble("4500"));
  }

  @Test
  void audio_of_another_kind_is_refused_and_never_heard_as_noise() {
    for (byte[] described :
        List.of(
            Mkv.track(1, CallerTrack.CUSTOMER, "A_PCM/INT/BIG", 8000, 1),
            Mkv.track(1, CallerTrack.CUSTOMER, "A_AAC", 16000, 1),
            Mkv.track(1, CallerTrack.CUSTOMER, "A_AAC", 8000, 2))) {
      byte[] media =
          Mkv.join(
              Mkv.head(),
              Mkv.segment(),
              Mkv.tracks(described),
              Mkv.tags("ContactId", "c-1"),
              Mkv.cluster(Mkv.block(1, VOICE)));
      assertThatThrownBy(() -> tell(track(null), media, new ByteArrayOutputStream()))
          .isInstanceOf(MalformedMediaException.class)
          .hasMessageContaining("8000 Hz");
    }
    byte[] odd = Mkv.fragment("8", "c-1", new byte[3], AGENT);
    assertThatThrownBy(() -> tell(track(null), odd, new ByteArrayOutputStream()))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining("16-bit");
  }

  /**
   * The reference: however often the connection breaks and wherever, and whether the stream begins
   * again with the fragment named or after it, every sample is heard once and in order.
   */
  @Property(tries = 500)
  void nothing_is_lost_and_nothing_heard_twice(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> fragments = new ArrayList<>();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      byte[] customer = new byte[random.nextInt(2500) * 2];
      random.nextBytes(customer);
      said.writeBytes(customer);
      fragments.add(Mkv.fragment("" + (8 + i), "c-1", customer, new byte[random.nextInt(50) * 2]));
    }
    CallerTrack track = track("c-1");
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    for (int breaks = random.nextInt(6); breaks >= 0; breaks--) {
      int first = Integer.parseInt(track.resumeAfter().value()) - 7;
      int from = Math.min(fragments.size(), Math.max(0, first - (random.nextBoolean() ? 1 : 0)));
      byte[] media = Mkv.join(fragments.subList(from, fragments.size()).toArray(byte[][]::new));
      int length = breaks == 0 ? media.length : random.nextInt(media.length + 1);
      try {
        boolean another = tell(track, Arrays.copyOf(media, length), heard);
        assertThat(another).isFalse();
      } catch (java.io.EOFException brokenOff) {
        assertThat(breaks).isPositive();
      }
    }
    assertThat(heard.toByteArray()).isEqualTo(said.toByteArray());
  }
}
