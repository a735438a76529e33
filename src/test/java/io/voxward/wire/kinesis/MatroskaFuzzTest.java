package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.wire.kinesis.MatroskaReader.Limits;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the media is, the reader ends, in bounds, with what it says or with a named refusal. */
class MatroskaFuzzTest {
  private static final Limits LIMITS = new Limits(2048, 256, 4096, 4);

  /** Bytes as they come over a network: a few at a time. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream all;
    private final Random random;

    Trickle(byte[] all, Random random) {
      this.all = new ByteArrayInputStream(all);
      this.random = random;
    }

    @Override
    public int read() {
      return all.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
      return all.read(into, from, Math.min(most, 1 + random.nextInt(700)));
    }
  }

  private static byte[] wellFormed(Random random) {
    byte[] media = new byte[0];
    int documents = 1 + random.nextInt(3);
    for (int i = 0; i < documents; i++) {
      byte[] customer = bytes(random, random.nextInt(3000) & ~1);
      byte[] agent = bytes(random, random.nextInt(1000) & ~1);
      media = Mkv.join(media, Mkv.fragment("" + (100 + i), "contact-" + i, customer, agent));
    }
    return media;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Property(tries = 300)
  void what_is_well_formed_is_read_as_the_parser_of_aws_reads_it(@ForAll long seed)
      throws Exception {
    Random random = seeded(seed);
    byte[] media = wellFormed(random);
    List<String> mine = MatroskaReaderTest.found(new Trickle(media, random), LIMITS);
    assertThat(MatroskaReaderTest.blocksAndTags(mine))
        .isEqualTo(MatroskaReaderTest.byTheOracle(media));
  }

  @Property(tries = 3000)
  void mutated_media_never_hangs_and_never_breaks_a_limit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int mutations) throws Exception {
    Random random = seeded(seed);
    byte[] media = wellFormed(random);
    for (int i = 0; i < mutations; i++) {
      media = mutated(media, random);
    }
    drink(media, random);
  }

  private static byte[] mutated(byte[] media, Random random) {
    if (media.length == 0) {
      return media;
    }
    int at = random.nextInt(media.length);
    switch (random.nextInt(4)) {
      case 0 -> media[at] = (byte) random.nextInt(256);
      case 1 -> media[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        return Arrays.copyOf(media, at);
      }
      default -> {
        int length = Math.min(media.length - at, 1 + random.nextInt(50));
        return Mkv.join(
            Arrays.copyOf(media, at),
            Arrays.copyOfRange(media, at, at + length),
            Arrays.copyOfRange(media, at, media.length));
      }
    }
    return media;
  }

  @Property(tries = 1000)
  void bytes_of_any_kind_are_refused_or_read(@ForAll @Size(max = 600) byte[] noise)
      throws Exception {
    drink(noise, seeded(noise.length));
    drink(Mkv.join(Mkv.head(), Mkv.segment(), noise), seeded(noise.length));
  }

  private static void drink(byte[] media, Random random) throws Exception {
    MatroskaReader reader = new MatroskaReader(new Trickle(media, random), LIMITS);
    CallerTrack track =
        new CallerTrack(new StreamPlace(Stage.STREAM, new FragmentNumber("1"), null));
    long events = 0;
    long heard = 0;
    try {
      for (MediaEvent event = reader.next(); event != null; event = reader.next()) {
        events++;
        // Every event takes at least its id and size; leaving an element is one more.
        assertThat(events).isLessThanOrEqualTo(media.length);
        switch (event) {
          case MediaEvent.Block(long _, ByteBuffer data) ->
              assertThat(data.remaining()).isLessThanOrEqualTo(LIMITS.largestBlock());
          case MediaEvent.Tag(String name, String value) ->
              assertThat(Math.max(name.length(), value.length()))
                  .isLessThanOrEqualTo(LIMITS.largestText());
          default -> {}
        }
        if (track.accept(event) instanceof CallerTrack.Meaning.Voice(ByteBuffer audio)) {
          heard += audio.remaining();
        }
      }
    } catch (MalformedMediaException | EOFException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (IOException other) {
      throw new AssertionError("bytes in memory do not fail", other);
    }
    assertThat(heard).isLessThanOrEqualTo(media.length);
  }

  private static Random seeded(long seed) {
    return new Random(seed);
  }
}
