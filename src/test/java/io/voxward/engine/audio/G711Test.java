package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All 256 codes of both laws, against the value tables of the standard and against sox. */
class G711Test {
  /**
   * ITU-T G.711 table 2a: where the decision values of µ-law segments begin (of 8159), as the
   * standard lists them for positive input.
   */
  private static final int[] MU_SEGMENT_START = {0, 31, 95, 223, 479, 991, 2015, 4063};

  /** The step of each µ-law segment (of 8159). */
  private static final int[] MU_STEP = {2, 4, 8, 16, 32, 64, 128, 256};

  /** ITU-T G.711 table 1a: where the decision values of A-law segments begin (of 4096). */
  private static final int[] A_SEGMENT_START = {0, 32, 64, 128, 256, 512, 1024, 2048};

  /** The step of each A-law segment (of 4096). */
  private static final int[] A_STEP = {2, 2, 4, 8, 16, 32, 64, 128};

  enum Law {
    MU("mu-law"),
    A("a-law");

    final String sox;

    Law(String sox) {
      this.sox = sox;
    }

    float decoded(int code) {
      return this == MU ? G711.muLaw((byte) code) : G711.aLaw((byte) code);
    }

    /** By the tables of the standard, on a scale of 32768. */
    int standard(int code) {
      if (this == MU) {
        int number = 127 - (code & 0x7f);
        int segment = number / 16;
        int place = number % 16;
        int value =
            segment == 0
                ? 2 * place
                : MU_SEGMENT_START[segment] + MU_STEP[segment] * place + MU_STEP[segment] / 2;
        return (code & 0x80) != 0 ? 4 * value : -4 * value;
      }
      int number = (code ^ 0x55) & 0x7f;
      int segment = number / 16;
      int doubled =
          2 * (A_SEGMENT_START[segment] + A_STEP[segment] * (number % 16)) + A_STEP[segment];
      return (code & 0x80) != 0 ? 4 * doubled : -4 * doubled;
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_code_has_the_value_of_the_standard(Law law) {
    for (int code = 0; code < 256; code++) {
      assertThat(law.decoded(code) * 32768).as("code %d", code).isEqualTo(law.standard(code));
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_code_has_the_value_that_sox_gives(Law law) {
    Sox.required();
    byte[] codes = new byte[256];
    for (int code = 0; code < 256; code++) {
      codes[code] = (byte) code;
    }
    byte[] pcm =
        Sox.run(
            codes,
            ("-D -t raw -r 8000 -c 1 -e " + law.sox + " -b 8 IN -t raw -e signed -b 16 -L OUT")
                .split(" "));

    for (int code = 0; code < 256; code++) {
      short expected = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).getShort(2 * code);
      assertThat(law.decoded(code) * 32768).as("code %d", code).isEqualTo(expected);
    }
  }
}
