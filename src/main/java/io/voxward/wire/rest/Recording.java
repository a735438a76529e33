package io.voxward.wire.rest;

import io.voxward.common.Failure;
import io.voxward.common.Failure.Reason;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioFault;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A recording sent as a body: how its content type names it, and why it cannot be read. */
final class Recording {
  /** The content types that are read. */
  static final String WAV = "audio/wav";

  static final String WAV_OLD = "audio/x-wav";
  static final String FLAC = "audio/flac";
  static final String BASIC = "audio/basic";
  static final String L16 = "audio/L16";

  private static final int MOST_CHANNEL = Tuning.HIGHEST_CHANNEL;

  private Recording() {}

  /** The kind of recording that a content type names. */
  static AudioKind kind(@Nullable MediaType type) {
    String given = type == null ? "" : type.getType() + "/" + type.getSubtype();
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "audio/wav", "audio/x-wav" -> new AudioKind.Wav();
      case "audio/flac" -> new AudioKind.Flac();
      case "audio/basic" -> new AudioKind.Raw(Encoding.PCMU, SampleRate.TELEPHONE, 1);
      case "audio/l16" ->
          new AudioKind.Raw(
              Encoding.L16_BIG_ENDIAN,
              new SampleRate(parameter(type, "rate", SampleRate.LOWEST, SampleRate.HIGHEST)),
              type != null && type.getParameters().containsKey("channels")
                  ? parameter(type, "channels", 1, AudioKind.MOST_CHANNELS)
                  : 1);
      default ->
          throw new FailureException(
              new Failure.UnsupportedMedia(given, List.of(WAV, FLAC, BASIC, L16)));
    };
  }

  private static int parameter(@Nullable MediaType type, String name, int least, int most) {
    String given = type == null ? null : type.getParameters().get(name);
    int value = given == null ? -1 : whole(given);
    if (value < least || value > most) {
      throw FailureException.invalid(
          "Content-Type", L16 + " needs " + name + "=" + least + " to " + most);
    }
    return value;
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  /** The channel that a query names; the only one where it names none. */
  static ChannelChoice channel(@Nullable String given) {
    if (given == null) {
      return new ChannelChoice.OnlyChannel();
    }
    int index = whole(given);
    if (index < 0 || index > MOST_CHANNEL) {
      throw FailureException.invalid("channel", "must be 0 to " + MOST_CHANNEL);
    }
    return new ChannelChoice.Channel(index);
  }

  /** The channel that a request named, or else its profile. */
  static ChannelChoice channel(ChannelChoice named, Tuned tuned) {
    Integer own = tuned.together().channel();
    return named instanceof ChannelChoice.OnlyChannel && own != null
        ? new ChannelChoice.Channel(own)
        : named;
  }

  /** The sound of the body, or the refusal that tells why there is none. */
  static DecodeResult.Decoded read(
      InputStream body, AudioKind kind, ChannelChoice channel, DecodeLimits limits) {
    try {
      return switch (AudioDecoder.decode(body, kind, channel, limits)) {
        case DecodeResult.Decoded decoded -> decoded;
        case DecodeResult.Refused(AudioFault fault, String detail) ->
            throw new FailureException(failure(fault, detail, limits));
      };
    } catch (IOException brokenConnection) {
      throw new UncheckedIOException(brokenConnection);
    }
  }

  private static Failure failure(AudioFault fault, String detail, DecodeLimits limits) {
    return switch (fault) {
      case TOO_LARGE -> new Failure.TooLarge("body", limits.maxBytes());
      case CHANNEL_NOT_NAMED, NO_SUCH_CHANNEL -> new Failure.Invalid("channel", detail);
      case EMPTY, TOO_LONG, TRUNCATED, MALFORMED, UNSUPPORTED_FORMAT, UNSUPPORTED_RATE ->
          new Failure.UnusableAudio(List.of(new Reason(fault.name(), detail)));
    };
  }
}
