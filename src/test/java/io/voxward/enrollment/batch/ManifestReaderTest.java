package io.voxward.enrollment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.job.ItemDraft;
import io.voxward.job.JobFailure;
import io.voxward.job.JobKind.Expansion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static final String AUDIO = "[{\"S3Uri\": \"s3://voices/a.wav\", \"ChannelId\": 0}]";

  private static Expansion read(String manifest, BatchKind kind) {
    try {
      return ManifestReader.read(
          new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)), kind, 50);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Expansion speakers(String... entries) {
    return read(
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": ["
            + String.join(",", entries)
            + "]}",
        BatchKind.SPEAKER_ENROLLMENT);
  }

  private static List<ItemDraft> items(Expansion expansion) {
    assertThat(expansion).isInstanceOf(Expansion.Items.class);
    return ((Expansion.Items) expansion).items();
  }

  private static String entry(String requestId, String speakerId, String audio) {
    return "{\"RequestId\": "
        + requestId
        + ", \"SpeakerId\": "
        + speakerId
        + ", \"AudioSpecifications\": "
        + audio
        + "}";
  }

  @Test
  void a_manifest_of_speakers_is_read() {
    // When
    List<ItemDraft> items =
        items(
            speakers(
                entry(
                    "\"r-1\"",
                    "\"customer-7\"",
                    "[{\"S3Uri\": \"s3://voices/a.wav\", \"ChannelId\": 0, \"Other\": {}},"
                        + " {\"ChannelId\": 1, \"S3Uri\": \"s3://voices/b.WAV\"}]")));

    // Then
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().failure()).isNull();
    Entry entry = Entry.read(items.getFirst().input());
    assertThat(entry.requestId()).isEqualTo("r-1");
    assertThat(entry.speakerId()).isEqualTo("customer-7");
    assertThat(entry.audio())
        .containsExactly(
            new Entry.Audio("s3://voices/a.wav", 0), new Entry.Audio("s3://voices/b.WAV", 1));
  }

  @Test
  void recordings_of_an_upload_are_read_where_the_manifest_is_in_it_and_refused_elsewhere()
      throws IOException {
    // Given
    String manifest =
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": ["
            + entry("\"r-1\"", "\"c-1\"", "[{\"S3Uri\": \"upload:a_1.x\", \"ChannelId\": 0}]")
            + ","
            + entry("\"r-2\"", "\"c-2\"", "[{\"S3Uri\": \"upload:../a\", \"ChannelId\": 0}]")
            + ","
            + entry("\"r-3\"", "\"c-3\"", AUDIO)
            + "]}";

    // When
    List<ItemDraft> uploaded =
        items(
            ManifestReader.readUploaded(
                new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)),
                BatchKind.SPEAKER_ENROLLMENT,
                50));
    List<ItemDraft> stored = items(read(manifest, BatchKind.SPEAKER_ENROLLMENT));

    // Then
    assertThat(uploaded)
        .extracting(item -> item.failure() == null)
        .containsExactly(true, false, true);
    assertThat(Entry.read(uploaded.getFirst().input()).audio().getFirst().uploaded())
        .isEqualTo("a_1.x");
    assertThat(Entry.read(uploaded.getLast().input()).audio().getFirst().uploaded()).isNull();
    assertThat(stored)
        .extracting(item -> item.failure() == null)
        .containsExactly(false, false, true);
  }

  @Test
  void a_manifest_of_fraudsters_is_read_with_its_members_in_any_order_and_more_of_them() {
    // When
    Expansion read =
        read(
            "{\"Comment\": [1, {\"x\": 2}], \"FraudsterRegistrationRequests\": [{\"AudioSpecifications\": "
                + AUDIO
                + ", \"Note\": null, \"RequestId\": \"f\"}], \"Version\": \"1.0\"}",
            BatchKind.FRAUDSTER_REGISTRATION);

    // Then
    assertThat(items(read)).hasSize(1).allSatisfy(item -> assertThat(item.failure()).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{}",
        "{\"Version\": \"1.0\"}",
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": []}",
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": {}}",
        "{\"Version\": \"1.0\", \"FraudsterRegistrationRequests\": [{}]}",
        "{\"Version\": \"2.0\", \"SpeakerEnrollmentRequests\": [{}]}",
        "{\"Version\": 1.0, \"SpeakerEnrollmentRequests\": [{}]}",
        "{\"SpeakerEnrollmentRequests\": [{}]}",
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": [{}]} {}",
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": [{}], \"SpeakerEnrollmentRequests\": [{}]}",
        "{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": [{}",
        "{\"RequestId\": \"1\", \"SpeakerId\": \"a\"}\n{\"RequestId\": \"2\", \"SpeakerId\": \"b\"}\n",
        "{'Version': '1.0'}"
      })
  void what_is_no_manifest_is_refused_as_a_whole(String manifest) {
    // When
    Expansion read = read(manifest, BatchKind.SPEAKER_ENROLLMENT);

    // Then
    assertThat(read).isInstanceOf(Expansion.Refused.class);
    assertThat(((Expansion.Refused) read).failure().code()).isEqualTo(JobFailure.BAD_REQUEST);
    assertThat(((Expansion.Refused) read).failure().message()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7 | entry",
        "{} | RequestId",
        "{\"RequestId\": 7, \"SpeakerId\": \"c\", \"AudioSpecifications\": AUDIO} | RequestId",
        "{\"RequestId\": \"\", \"SpeakerId\": \"c\", \"AudioSpecifications\": AUDIO} | RequestId",
        "{\"RequestId\": \"r\", \"RequestId\": \"s\", \"SpeakerId\": \"c\", \"AudioSpecifications\": AUDIO} | RequestId",
        "{\"RequestId\": \"r\", \"AudioSpecifications\": AUDIO} | SpeakerId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"id#0123456789012345678901\", \"AudioSpecifications\": AUDIO} | SpeakerId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"-c\", \"AudioSpecifications\": AUDIO} | SpeakerId",
        "{\"RequestId\": \"r\", \"SpeakerId\": [\"c\"], \"AudioSpecifications\": AUDIO} | SpeakerId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\"} | AudioSpecifications",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": []} | AudioSpecifications",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [1]} | AudioSpecifications[0]",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"ChannelId\": 0}]} | AudioSpecifications[0].S3Uri",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"S3Uri\": \"s3://voices/a.wav\"}]} | AudioSpecifications[0].ChannelId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"S3Uri\": \"s3://voices/a.wav\", \"ChannelId\": 2}]} | AudioSpecifications[0].ChannelId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"S3Uri\": \"s3://voices/a.wav\", \"ChannelId\": \"0\"}]} | AudioSpecifications[0].ChannelId",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"S3Uri\": \"s3://voices/a.mp3\", \"ChannelId\": 0}]} | AudioSpecifications[0].S3Uri",
        "{\"RequestId\": \"r\", \"SpeakerId\": \"c\", \"AudioSpecifications\": [{\"S3Uri\": \"/voices/a.wav\", \"ChannelId\": 0}]} | AudioSpecifications[0].S3Uri"
      })
  void a_malformed_entry_fails_alone_and_says_where(String entry, String where) {
    // When
    List<ItemDraft> items =
        items(speakers(entry.replace("AUDIO", AUDIO), entry("\"good\"", "\"c\"", AUDIO)));

    // Then
    JobFailure failure = Objects.requireNonNull(items.getFirst().failure());
    assertThat(failure.code()).isEqualTo(400);
    assertThat(failure.message()).startsWith("SpeakerEnrollmentRequests[0]." + where + ": ");
    assertThat(items.get(1).failure()).isNull();
  }

  @Test
  void a_repeated_request_id_fails_every_repetition() {
    // When
    List<ItemDraft> items =
        items(
            speakers(
                entry("\"r\"", "\"a\"", AUDIO),
                entry("\"r\"", "\"b\"", AUDIO),
                entry("\"r\"", "\"c\"", AUDIO)));

    // Then
    assertThat(items)
        .extracting(item -> item.failure() == null)
        .containsExactly(true, false, false);
    assertThat(items).extracting(item -> Entry.read(item.input()).requestId()).containsOnly("r");
  }

  @Test
  void ten_recordings_are_taken_and_eleven_are_not() {
    // Given
    String one = "{\"S3Uri\": \"s3://voices/a.wav\", \"ChannelId\": 0}";
    List<String> recordings = new ArrayList<>(List.of());
    for (int i = 0; i < 10; i++) {
      recordings.add(one);
    }
    String ten = "[" + String.join(",", recordings) + "]";
    String eleven = "[" + String.join(",", recordings) + "," + one + "]";

    // When
    List<ItemDraft> items =
        items(speakers(entry("\"1\"", "\"a\"", ten), entry("\"2\"", "\"b\"", eleven)));

    // Then
    assertThat(items).extracting(item -> item.failure() == null).containsExactly(true, false);
  }

  @Test
  void more_entries_than_the_limit_are_refused_as_a_whole() {
    // Given
    String[] entries = new String[51];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry("\"" + i + "\"", "\"c\"", AUDIO);
    }

    // When
    Expansion read = speakers(entries);

    // Then
    assertThat(read)
        .isEqualTo(
            new Expansion.Refused(
                new JobFailure(400, "SpeakerEnrollmentRequests: may have at most 50 entries")));
  }

  /** What a manifest's pieces may be replaced by. */
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
        "null",
        "7",
        "-1",
        "1e999",
        "\"\"",
        "\"1.0\"",
        "[]",
        "{}",
        "[{}]",
        "true",
        "\"\\ud800\"",
        AUDIO);
  }

  @Property(tries = 500)
  void any_member_may_be_anything_and_the_reader_still_answers(
      @ForAll("pieces") String version,
      @ForAll("pieces") String requestId,
      @ForAll("pieces") String speaker,
      @ForAll("pieces") String audio) {
    Expansion read =
        read(
            "{\"Version\": "
                + version
                + ", \"SpeakerEnrollmentRequests\": ["
                + entry(requestId, speaker, audio)
                + "]}",
            BatchKind.SPEAKER_ENROLLMENT);

    assertThat(read).isNotNull();
  }

  /** A real manifest with some bytes changed, dropped or doubled is read or refused, no more. */
  @Property(tries = 3000)
  void a_damaged_manifest_is_read_or_refused(@ForAll long seed) throws IOException {
    Random random = new java.util.Random(seed);
    byte[] bytes =
        ("{\"Version\": \"1.0\", \"SpeakerEnrollmentRequests\": ["
                + entry("\"1\"", "\"a\"", AUDIO)
                + ","
                + entry("\"2\"", "\"b\"", AUDIO)
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] damaged = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));

    Expansion read =
        ManifestReader.read(new ByteArrayInputStream(damaged), BatchKind.SPEAKER_ENROLLMENT, 50);

    if (read instanceof Expansion.Items(List<ItemDraft> items)) {
      assertThat(items).hasSizeBetween(1, 50);
    }
  }
}
