package io.voxward.lab.load;

import io.voxward.engine.Attention;
import io.voxward.engine.CallVoice;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.SampleRate;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What one caller says in a call, ready to be sent: spurts of speech with the pauses in which the
 * other side speaks, line noise under both, cut into WebSocket messages that are written out and
 * masked before the load begins. It also knows which message completes each second of net speech,
 * by the engine's own count, so that a decision can be timed from outside.
 */
final class Conversation {
  private static final int HERTZ = 8000;
  private static final double MILLIS = 1000;
  private static final double SHORTEST_SPURT = 1.5;
  private static final double LONGEST_SPURT = 4.5;
  private static final double LEAST_OF_PAUSE = 0.6;
  private static final double MOST_OF_PAUSE = 1.4;
  private static final int FADE_SAMPLES = 40;

  /** Speech that is noted, in seconds: every decision is made by then. */
  private static final int NOTED_SECONDS = 20;

  /** What the first frame of features needs beyond whole seconds, in seconds. */
  private static final double FRAME_OVERLAP = 0.02;

  private final String voice;
  private final long seed;
  private final ByteBuffer messages;
  private final int[] ends;
  private final int[] completes;
  private final double speechShare;

  /**
   * How calls sound.
   *
   * @param activity the share of the time in which the caller speaks, in (0, 1]; 1 for speech
   *     without pauses
   * @param noiseDbfs the level of the line noise, in decibels relative to full scale
   * @param messageMillis audio of one message
   */
  record Style(double activity, double noiseDbfs, int messageMillis) {
    /** Samples of one message. */
    int messageSamples() {
      return (int) (HERTZ * messageMillis / MILLIS);
    }
  }

  private Conversation(
      String voice,
      long seed,
      ByteBuffer messages,
      int[] ends,
      int[] completes,
      double speechShare) {
    this.voice = voice;
    this.seed = seed;
    this.messages = messages;
    this.ends = ends;
    this.completes = completes;
    this.speechShare = speechShare;
  }

  /**
   * Makes a conversation.
   *
   * @param voice who speaks
   * @param speech all they say, said again and again
   * @param seconds how long it is
   * @param dialect whose messages it is cut into
   * @param seed which of the possible conversations of this voice it is
   */
  static Conversation of(
      String voice,
      float[] speech,
      int seconds,
      Style style,
      Dialect dialect,
      long seed,
      VoiceEngine engine) {
    Random random = new Random(seed);
    double densityOfSpeech = style.activity() >= 1 ? 1 : density(speech, engine);
    float[] sound =
        spoken(speech, seconds * HERTZ, Math.min(1, style.activity() / densityOfSpeech), random);
    addNoise(sound, style.noiseDbfs(), random);
    int samples = style.messageSamples();
    int[] completes = new int[NOTED_SECONDS + 1];
    Arrays.fill(completes, -1);
    double share = note(sound, samples, completes, engine);
    int count = sound.length / samples;
    byte[] coded = dialect.coded(Arrays.copyOf(sound, count * samples));
    return pieces(voice, seed, coded, style, dialect, completes, share);
  }

  /**
   * A conversation of sound that is given, coded as {@code dialect} sends it. Nothing is known of
   * what is said in it.
   */
  static Conversation ofSound(String voice, byte[] coded, int messageMillis, Dialect dialect) {
    int[] completes = new int[NOTED_SECONDS + 1];
    Arrays.fill(completes, -1);
    return pieces(voice, 0, coded, new Style(1, 0, messageMillis), dialect, completes, 1);
  }

  private static Conversation pieces(
      String voice,
      long seed,
      byte[] coded,
      Style style,
      Dialect dialect,
      int[] completes,
      double speechShare) {
    int length = style.messageSamples() * dialect.bytesPerSample();
    ByteBuffer[] pieces = new ByteBuffer[coded.length / length];
    int[] ends = new int[pieces.length];
    int bytes = 0;
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = dialect.piece(i, coded, i * length, length, style.messageMillis());
      bytes += pieces[i].remaining();
      ends[i] = bytes;
    }
    ByteBuffer messages = ByteBuffer.allocateDirect(bytes);
    for (ByteBuffer piece : pieces) {
      messages.put(piece);
    }
    return new Conversation(voice, seed, messages.flip(), ends, completes, speechShare);
  }

  /** How much of a recording without inserted pauses is speech. */
  private static double density(float[] speech, VoiceEngine engine) {
    try (CallVoice call = engine.newCall(SampleRate.TELEPHONE)) {
      return listen(speech, speech.length, HERTZ, call, engine, new int[1])
          / ((double) speech.length / HERTZ);
    }
  }

  private static float[] spoken(float[] speech, int length, double activity, Random random) {
    float[] sound = new float[length];
    int from = random.nextInt(speech.length);
    int at = activity >= 1 ? 0 : random.nextInt(HERTZ);
    while (at < length) {
      double seconds = activity >= 1 ? length : random.nextDouble(SHORTEST_SPURT, LONGEST_SPURT);
      int spurt = (int) Math.min(length - at, seconds * HERTZ);
      for (int i = 0; i < spurt; i++) {
        float fade = Math.min(1, Math.min(i, spurt - 1 - i) / (float) FADE_SAMPLES);
        sound[at + i] = speech[(from + i) % speech.length] * fade;
      }
      from = (from + spurt) % speech.length;
      double pause =
          seconds * (1 - activity) / activity * random.nextDouble(LEAST_OF_PAUSE, MOST_OF_PAUSE);
      at += spurt + (int) Math.min(length, pause * HERTZ);
    }
    return sound;
  }

  private static void addNoise(float[] sound, double dbfs, Random random) {
    double level = Math.pow(10, dbfs / 20);
    for (int i = 0; i < sound.length; i++) {
      sound[i] += (float) (level * random.nextGaussian());
    }
  }

  /** Notes which message completes which second of speech; says how much of all is speech. */
  private static double note(float[] sound, int samples, int[] completes, VoiceEngine engine) {
    try (CallVoice call = engine.newCall(SampleRate.TELEPHONE)) {
      double speech = listen(sound, sound.length, samples, call, engine, completes);
      return speech / ((double) sound.length / HERTZ);
    }
  }

  private static double listen(
      float[] sound, int length, int step, CallVoice call, VoiceEngine engine, int[] completes) {
    call.follow(Attention.RESTING);
    int second = 1;
    for (int at = 0; at + step <= length; at += step) {
      call.hear(Arrays.copyOfRange(sound, at, at + step));
      int _ = engine.listen(List.of(call));
      double speech = call.netSpeech().seconds();
      while (second < completes.length && speech >= second + FRAME_OVERLAP) {
        completes[second++] = at / step;
      }
    }
    return call.netSpeech().seconds();
  }

  /** Who speaks. */
  String voice() {
    return voice;
  }

  /** Which conversation it is. */
  String name() {
    return voice + "-" + seed;
  }

  /** How many messages there are. */
  int count() {
    return ends.length;
  }

  /** The share of the time in which the engine hears speech. */
  double speechShare() {
    return speechShare;
  }

  /** One message as it goes over the wire, to be read by one thread only. */
  ByteBuffer message(int number) {
    int from = number == 0 ? 0 : ends[number - 1];
    return messages.slice(from, ends[number] - from);
  }

  /** The message that completes so many seconds of net speech; -1 when that comes too late. */
  int completing(int speechSeconds) {
    return speechSeconds < completes.length ? completes[speechSeconds] : -1;
  }

  /** How many seconds of net speech are noted at most. */
  static int notedSeconds() {
    return NOTED_SECONDS;
  }
}
