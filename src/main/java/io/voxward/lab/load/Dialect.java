package io.voxward.lab.load;

import io.voxward.client.Audio;
import io.voxward.client.platform.AudioSocketFrames;
import io.voxward.client.platform.ConnectMedia;
import io.voxward.client.platform.TwilioCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The dialects in which a load can be streamed, and how each sends sound. */
enum Dialect {
  /** Voxward's own. */
  VOXWARD("", 100, true),
  /** Genesys AudioHook. */
  AUDIOHOOK("genesys", 200, true),
  /** Twilio Media Streams. */
  TWILIO("twilio", 20, false),
  /** jambonz {@code listen}. */
  JAMBONZ("jambonz", 20, false),
  /** FreeSWITCH mod_audio_fork. */
  FREESWITCH("freeswitch", 20, true),
  /** FreeSWITCH mod_audio_stream. */
  AUDIOSTREAM("freeswitch", 20, true),
  /** Vonage WebSockets. */
  VONAGE("vonage", 20, false),
  /** Asterisk chan_websocket. */
  ASTERISK("asterisk", 20, false),
  /** Asterisk AudioSocket. */
  AUDIOSOCKET("", 20, false),
  /** Amazon Connect through Kinesis Video Streams: the service fetches the media from us. */
  KINESIS("connect", 1000, false);

  private final String instanceKind;
  private final int usualMillis;
  private final boolean tellsDecisions;

  Dialect(String instanceKind, int usualMillis, boolean tellsDecisions) {
    this.instanceKind = instanceKind;
    this.usualMillis = usualMillis;
    this.tellsDecisions = tellsDecisions;
  }

  /** The dialect of that word. */
  static Optional<Dialect> named(String word) {
    return Arrays.stream(values()).filter(dialect -> dialect.word().equals(word)).findFirst();
  }

  /** Its name in options and reports. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of installation that has to be linked; empty where none has to. */
  String instanceKind() {
    return instanceKind;
  }

  /** How much sound its platform puts into one message. */
  int usualMillis() {
    return usualMillis;
  }

  /** Whether decisions come back over the call itself. */
  boolean tellsDecisions() {
    return tellsDecisions;
  }

  /** Sound as its platform encodes it. */
  byte[] coded(float[] sound) {
    return isMuLaw() ? Audio.muLaw(sound) : Audio.l16(sound);
  }

  /** Bytes of one sample. */
  int bytesPerSample() {
    return isMuLaw() ? 1 : Short.BYTES;
  }

  private boolean isMuLaw() {
    return this == AUDIOHOOK || this == TWILIO || this == ASTERISK;
  }

  /**
   * One piece of sound as it goes over the wire.
   *
   * @param number which piece of its call it is, from 0
   * @param coded where the sound is
   * @param millis how long each piece of the call is
   */
  ByteBuffer piece(int number, byte[] coded, int from, int length, int millis) {
    return switch (this) {
      case TWILIO ->
          WireFrames.frame(
              WireFrames.TEXT,
              TwilioCall.media(number, coded, from, length, millis)
                  .getBytes(StandardCharsets.US_ASCII));
      case AUDIOSOCKET -> AudioSocketFrames.sound(coded, from, length);
      case KINESIS -> KinesisTalk.chunk(ConnectMedia.fragment(number, coded, from, length));
      default ->
          WireFrames.frame(WireFrames.BINARY, Arrays.copyOfRange(coded, from, from + length));
    };
  }
}
