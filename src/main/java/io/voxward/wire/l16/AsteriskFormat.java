package io.voxward.wire.l16;

import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import java.util.Locale;

/**
 * A format of Asterisk that is plain sound, by Asterisk's own name. Its signed linear formats are
 * in the byte order of its machine, which is low byte first wherever Asterisk runs today.
 */
enum AsteriskFormat {
  ULAW(Encoding.PCMU, 8000),
  ALAW(Encoding.PCMA, 8000),
  SLIN(Encoding.L16_LITTLE_ENDIAN, 8000),
  SLIN12(Encoding.L16_LITTLE_ENDIAN, 12000),
  SLIN16(Encoding.L16_LITTLE_ENDIAN, 16000),
  SLIN24(Encoding.L16_LITTLE_ENDIAN, 24000),
  SLIN32(Encoding.L16_LITTLE_ENDIAN, 32000),
  SLIN44(Encoding.L16_LITTLE_ENDIAN, 44100),
  SLIN48(Encoding.L16_LITTLE_ENDIAN, 48000),
  SLIN96(Encoding.L16_LITTLE_ENDIAN, 96000),
  SLIN192(Encoding.L16_LITTLE_ENDIAN, 192000);

  private final Encoding encoding;
  private final int hertz;

  AsteriskFormat(Encoding encoding, int hertz) {
    this.encoding = encoding;
    this.hertz = hertz;
  }

  /**
   * The format of that name.
   *
   * @throws FailureException naming {@code format} and what to dial instead
   */
  static AsteriskFormat named(String name) {
    for (AsteriskFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    throw FailureException.invalid(
        "format", "must be ulaw, alaw, slin or slin12 to slin192: dial with c(ulaw)");
  }

  /** How one sample is written. */
  Encoding encoding() {
    return encoding;
  }

  /** Samples a second. */
  int hertz() {
    return hertz;
  }
}
