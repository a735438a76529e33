package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.kinesisvideo.parser.ebml.InputStreamParserByteSource;
import com.amazonaws.kinesisvideo.parser.ebml.MkvTypeInfos;
import com.amazonaws.kinesisvideo.parser.mkv.Frame;
import com.amazonaws.kinesisvideo.parser.mkv.MkvDataElement;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElement;
import com.amazonaws.kinesisvideo.parser.mkv.StreamingMkvReader;
import io.voxward.wire.kinesis.MatroskaReader.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matroska of the test's own writer and of ffmpeg; the parser of AWS is the oracle. */
class MatroskaReaderTest {
  static final Limits LIMITS = new Limits(64 * 1024, 1024, 64 * 1024, 4);

  private static final byte[] VOICE = {1, 2, 3, 4, 5, 6};
  private static final byte[] AGENT = {9, 9};

  /** What was found, as text. */
  static List<String> found(InputStream media, Limits limits) throws IOException {
    MatroskaReader reader = new MatroskaReader(media, limits);
    List<String> all = new ArrayList<>();
    for (MediaEvent event = reader.next(); event != null; event = reader.next()) {
      all.add(shown(event));
    }
    return all;
  }

  private static List<String> found(byte[]... media) throws IOException {
    return found(new ByteArrayInputStream(Mkv.join(media)), LIMITS);
  }

  private static String shown(MediaEvent event) {
    return switch (event) {
      case MediaEvent.Began _ -> "began";
      case MediaEvent.Track track -> "track " + track.number() + " " + track.name();
      case MediaEvent.Tag(String name, String value) -> "tag " + name + "=" + value;
      case MediaEvent.FragmentBegan _ -> "fragment";
      case MediaEvent.Block(long track, ByteBuffer data) -> "block " + track + " " + hex(data);
      case MediaEvent.FragmentEnded _ -> "end";
    };
  }

  private static String hex(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void fragments_one_after_another_are_read_as_they_are_sent() throws IOException {
    // Given
    byte[] first = Mkv.fragment("1", "contact-1", VOICE, AGENT);
    byte[] second = Mkv.fragment("2", "contact-1", AGENT, new byte[0]);

    // When
    List<String> found = found(first, second);

    // Then
    assertThat(found)
        .containsExactly(
            "began",
            "track 1 AUDIO_FROM_CUSTOMER",
            "track 2 AUDIO_TO_CUSTOMER",
            "tag ContactId=contact-1",
            "tag AWS_KINESISVIDEO_FRAGMENT_NUMBER=1",
            "tag AWS_KINESISVIDEO_SERVER_TIMESTAMP=1764066000.123",
            "fragment",
            "block 2 0909",
            "block 1 010203040506",
            "end",
            "began",
            "track 1 AUDIO_FROM_CUSTOMER",
            "track 2 AUDIO_TO_CUSTOMER",
            "tag ContactId=contact-1",
            "tag AWS_KINESISVIDEO_FRAGMENT_NUMBER=2",
            "tag AWS_KINESISVIDEO_SERVER_TIMESTAMP=1764066000.123",
            "fragment",
            "block 1 0909",
            "end");
  }

  @Test
  void clusters_and_segments_without_length_end_where_the_next_begins() throws IOException {
    // When
    List<String> found =
        found(
            Mkv.head(),
            Mkv.shortSegment(),
            Mkv.tracks(Mkv.track(1, "a")),
            Mkv.openCluster(),
            Mkv.block(1, AGENT),
            Mkv.skipped(100),
            Mkv.groupedBlock(1, VOICE),
            Mkv.openCluster(),
            Mkv.block(1, AGENT),
            Mkv.tags("a", "b"),
            Mkv.head(),
            Mkv.segment(),
            Mkv.cluster());

    // Then
    assertThat(found)
        .containsExactly(
            "began",
            "track 1 a",
            "fragment",
            "block 1 0909",
            "block 1 010203040506",
            "end",
            "fragment",
            "block 1 0909",
            "end",
            "tag a=b",
            "began",
            "fragment",
            "end");
  }

  @Test
  void media_that_breaks_off_is_told_from_media_that_ends() {
    // Given
    byte[] whole = Mkv.fragment("1", "contact-1", VOICE, AGENT);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    // When / Then
    assertThatThrownBy(() -> found(cut)).isInstanceOf(EOFException.class);
  }

  @Test
  void what_breaks_a_limit_or_a_rule_is_refused_by_name() {
    assertRefused("does not begin", new byte[] {(byte) 0xEC, (byte) 0x80});
    assertRefused("does not begin", "RIFF....WAVE".getBytes(StandardCharsets.UTF_8));
    assertRefused("without an id", Mkv.head(), new byte[] {0x00, 0x01});
    assertRefused("without an id", Mkv.head(), new byte[] {0x08, 0x01});
    assertRefused("without a size", Mkv.head(), new byte[] {(byte) 0xEC, 0x00});
    assertRefused("element of more than 65536", Mkv.head(), Mkv.skipped(65537));
    assertRefused(
        "block of more than 65536",
        Mkv.head(),
        Mkv.segment(),
        Mkv.openCluster(),
        Mkv.block(1, new byte[65536]));
    assertRefused("lacing", Mkv.head(), Mkv.segment(), Mkv.openCluster(), Mkv.lacedBlock(1, VOICE));
    assertRefused(
        "whole head", Mkv.head(), Mkv.segment(), Mkv.openCluster(), Mkv.element(0xA3, new byte[3]));
    assertRefused("text of more", Mkv.head(), Mkv.segment(), Mkv.tags("a", "b".repeat(1025)));
    assertRefused(
        "more tracks",
        Mkv.head(),
        Mkv.segment(),
        Mkv.tracks(
            Mkv.track(1, "a"),
            Mkv.track(2, "a"),
            Mkv.track(3, "a"),
            Mkv.track(4, "a"),
            Mkv.track(5, "a")));
    assertRefused(
        "beyond the one",
        Mkv.head(),
        Mkv.segment(),
        Mkv.element(0x1F43B675, new byte[] {(byte) 0xA3, (byte) 0x90, 1, 2}));
    assertRefused(
        "no length", Mkv.head(), Mkv.segment(), new byte[] {0x12, 0x54, (byte) 0xC3, 0x67, -1});
    assertRefused("no length", Mkv.head(), Mkv.segment(), new byte[] {(byte) 0xEC, -1});
  }

  private static void assertRefused(String rule, byte[]... media) {
    assertThatThrownBy(() -> found(media))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void a_size_that_is_only_announced_allocates_nothing() {
    // Given: a block that says it is 2^48 bytes long
    byte[] head = Mkv.join(new byte[] {(byte) 0xA3}, Mkv.sizeIn(8, 1L << 48));

    // When / Then
    assertRefused("a block of more than", Mkv.head(), Mkv.segment(), Mkv.openCluster(), head);
  }

  /** Blocks and tags as the parser of AWS reads them. */
  static List<String> byTheOracle(byte[] media) throws Exception {
    StreamingMkvReader oracle =
        StreamingMkvReader.createDefault(
            new InputStreamParserByteSource(new ByteArrayInputStream(media)));
    List<String> all = new ArrayList<>();
    String tag = "";
    while (oracle.mightHaveNext()) {
      Optional<MkvElement> next = oracle.nextIfAvailable();
      if (next.isPresent() && next.get() instanceof MkvDataElement data) {
        var type = data.getElementMetaData().getTypeInfo();
        if (type.equals(MkvTypeInfos.SIMPLEBLOCK)) {
          Frame frame = (Frame) data.getValueCopy().getVal();
          all.add("block " + frame.getTrackNumber() + " " + hex(frame.getFrameData()));
        } else if (type.equals(MkvTypeInfos.TAGNAME)) {
          tag = (String) data.getValueCopy().getVal();
        } else if (type.equals(MkvTypeInfos.TAGSTRING)) {
          all.add("tag " + tag + "=" + data.getValueCopy().getVal());
        }
      }
    }
    return all;
  }

  static List<String> blocksAndTags(List<String> found) {
    return found.stream().filter(one -> one.startsWith("block") || one.startsWith("tag")).toList();
  }

  @Test
  void blocks_and_tags_are_those_that_the_parser_of_aws_reads() throws Exception {
    // Given
    byte[] media =
        Mkv.join(
            Mkv.fragment("91343852333181432392682062607743920146240692164", "c-1", VOICE, AGENT),
            Mkv.fragment("91343852333181432392682062607743920146240692165", "c-1", AGENT, VOICE),
            Mkv.fragment("91343852333181432392682062607743920146240692166", "c-2", VOICE, VOICE));

    // When
    List<String> mine = found(new ByteArrayInputStream(media), LIMITS);

    // Then
    assertThat(blocksAndTags(mine)).isEqualTo(byTheOracle(media)).hasSize(15);
  }

  @Test
  void what_ffmpeg_writes_is_read(@TempDir Path folder) throws Exception {
    // Given
    Assumptions.assumeTrue(Ffmpeg.isThere(), "skipped: no ffmpeg");
    byte[] customer = new byte[32_000];
    byte[] agent = new byte[32_000];
    for (int i = 0; i < customer.length; i++) {
      customer[i] = (byte) (i * 7);
      agent[i] = (byte) (i * 3);
    }
    byte[] media = Ffmpeg.matroska(folder, customer, agent);

    // When
    MatroskaReader reader = new MatroskaReader(new ByteArrayInputStream(media), LIMITS);
    CallerTrack track =
        new CallerTrack(new StreamPlace(Stage.STREAM, new FragmentNumber("1"), null));
    Object _ = track.accept(new MediaEvent.Tag("ContactId", "contact-1"));
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    int fragments = 0;
    for (MediaEvent event = reader.next(); event != null; event = reader.next()) {
      switch (track.accept(event)) {
        case CallerTrack.Meaning.Voice(ByteBuffer audio) -> heard.writeBytes(bytes(audio));
        case CallerTrack.Meaning.FragmentDone _ -> fragments++;
        default -> {}
      }
    }

    // Then
    assertThat(heard.toByteArray()).isEqualTo(customer);
    assertThat(fragments).isPositive();
  }

  static byte[] bytes(ByteBuffer audio) {
    byte[] all = new byte[audio.remaining()];
    audio.duplicate().get(all);
    return all;
  }

  /** The program, where it is installed. */
  static final class Ffmpeg {
    private Ffmpeg() {}

    static boolean isThere() {
      try {
        Process process =
            new ProcessBuilder("ffmpeg", "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
      } catch (IOException notInstalled) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /** Two named tracks of 16-bit PCM, written live, as Connect's are. */
    static byte[] matroska(Path folder, byte[] customer, byte[] agent) throws Exception {
      Path one = Files.write(folder.resolve("customer.raw"), customer);
      Path other = Files.write(folder.resolve("agent.raw"), agent);
      Path out = folder.resolve("call.mkv");
      List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
      for (Path raw : List.of(one, other)) {
        command.addAll(List.of("-f", "s16le", "-ar", "8000", "-ac", "1", "-i", raw.toString()));
      }
      command.addAll(List.of("-map", "0:a", "-map", "1:a", "-c:a", "pcm_s16le"));
      command.addAll(List.of("-metadata:s:a:0", "title=AUDIO_FROM_CUSTOMER"));
      command.addAll(List.of("-metadata:s:a:1", "title=AUDIO_TO_CUSTOMER"));
      command.addAll(List.of("-cluster_time_limit", "500", "-f", "matroska", "-live", "1"));
      command.add(out.toString());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said.txt").toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("said.txt"))).isZero();
      return Files.readAllBytes(out);
    }
  }
}
