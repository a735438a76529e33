package io.voxward.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.ReferenceVoices;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's voice in the caller's channel, mixed there from real recorded voices. */
class ChannelLeakTest {
  private static final int SECOND = 8_000;
  private static final String AGENT = "allison-en";

  /** Both channels of a call. */
  private static final class Line {
    final float[] caller;
    final float[] agent;

    Line(float[] caller, float[] agent) {
      this.caller = caller;
      this.agent = agent;
    }

    int length() {
      return caller.length;
    }
  }

  private static float[] voice(String person) {
    return ReferenceVoices.telephone(person).samples();
  }

  private static float[] silence(double seconds) {
    return new float[(int) (seconds * SECOND)];
  }

  private static float[] joined(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The agent speaks, then the caller, then the agent again; each alone on their channel. */
  private static Line conversation(String person) {
    float[] theirs = voice(person);
    float[] agents = voice(AGENT);
    return noisy(
        new Line(
            joined(silence(agents.length / 8e3), theirs, silence(agents.length / 8e3)),
            joined(agents, silence(theirs.length / 8e3), agents)));
  }

  /** A line is never silent. */
  private static Line noisy(Line line) {
    Random random = new Random(1);
    for (float[] channel : List.of(line.caller, line.agent)) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] += (float) (random.nextGaussian() * 0.0005);
      }
    }
    return line;
  }

  private static Line leaking(Line line, double decibels, double delaySeconds) {
    return new Line(mixed(line.caller, line.agent, decibels, delaySeconds), line.agent);
  }

  /** A channel with another one in it, weaker and later. */
  private static float[] mixed(
      float[] channel, float[] other, double decibels, double delaySeconds) {
    float gain = (float) Math.pow(10, decibels / 20);
    int delay = (int) (delaySeconds * SECOND);
    float[] mixed = channel.clone();
    for (int i = delay; i < mixed.length; i++) {
      // Off the direct way, an echo comes a second time.
      int late = Math.max(0, i - delay - 240);
      mixed[i] += gain * (other[i - delay] + 0.4f * other[late]);
    }
    return mixed;
  }

  private static float[] heard(ChannelLeak leak, Line line, int piece) {
    List<float[]> pieces = new ArrayList<>();
    for (int at = 0; at < line.length(); at += piece) {
      int to = Math.min(line.length(), at + piece);
      pieces.add(
          leak.accept(
              Arrays.copyOfRange(line.caller, at, to), Arrays.copyOfRange(line.agent, at, to)));
    }
    pieces.add(leak.finish());
    return joined(pieces.toArray(float[][]::new));
  }

  private static ChannelLeak leak() {
    return new ChannelLeak(SampleRate.TELEPHONE);
  }

  @ParameterizedTest
  @CsvSource({
    "-10, 0.02",
    "-10, 0.25",
    "-15, 0.12",
    "-20, 0.02",
    "-20, 0.3",
    "-25, 0.06",
    "-30, 0.1"
  })
  void the_agent_in_the_callers_channel_is_found_and_most_of_it_silenced(
      double decibels, double delay) {
    Line line = leaking(conversation("carlo-it"), decibels, delay);
    ChannelLeak leak = leak();

    float[] heard = heard(leak, line, 640);

    assertThat(leak.found()).isTrue();
    assertThat(heard).hasSameSizeAs(line.caller);
    int agents = voice(AGENT).length;
    int lastTurn = line.length() - agents;
    double before = power(line.caller, lastTurn, line.length());
    double after = power(heard, lastTurn, line.length());
    System.out.printf(
        "leak %.0f dB %.2f s: left %.1f dB%n", decibels, delay, 10 * Math.log10(after / before));
    assertThat(after).isLessThan(before * 0.2);
  }

  private static double power(float[] sound, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += sound[i] * sound[i];
    }
    return sum / (to - from);
  }

  @Test
  void the_callers_own_speech_stays_whole_while_the_agent_leaks() {
    Line clean = conversation("carlo-it");
    int from = voice(AGENT).length;
    int to = from + voice("carlo-it").length;

    float[] heard = heard(leak(), leaking(clean, -15, 0.1), 640);

    double kept = power(heard, from + SECOND, to) / power(clean.caller, from + SECOND, to);
    assertThat(kept).isCloseTo(1, within(0.03));
  }

  @Test
  void a_caller_who_talks_over_the_agent_is_still_heard() {
    float[] agents = joined(voice(AGENT), voice(AGENT));
    float[] theirs =
        Arrays.copyOf(joined(silence(voice(AGENT).length / 8e3), voice("june-fr")), agents.length);
    Line line = leaking(noisy(new Line(theirs.clone(), agents)), -20, 0.1);

    float[] heard = heard(leak(), line, 640);

    int from = voice(AGENT).length;
    double kept = power(heard, from, heard.length) / power(theirs, from, heard.length);
    assertThat(kept).isGreaterThan(0.85);
  }

  @Test
  void two_people_who_take_turns_or_talk_at_once_are_no_leak() {
    for (String person : ReferenceVoices.PEOPLE) {
      if (person.equals(AGENT)) {
        continue;
      }
      ChannelLeak turns = leak();
      Line line = conversation(person);
      float[] heard = heard(turns, line, 640);
      ChannelLeak atOnce = leak();
      float[] agents = joined(voice(AGENT), voice(AGENT));
      float[] theirs = Arrays.copyOf(joined(voice(person), voice(person)), agents.length);
      heard(atOnce, noisy(new Line(theirs, agents)), 640);

      assertThat(turns.found()).as(person).isFalse();
      assertThat(heard).isEqualTo(line.caller);
      assertThat(atOnce.found()).as(person).isFalse();
    }
  }

  @Test
  void the_caller_heard_on_the_agents_side_is_no_leak_of_the_agent() {
    Line line = conversation("carlo-it");
    float[] agentsSide = mixed(line.agent, line.caller, -15, 0.05);
    ChannelLeak leak = leak();

    float[] heard = heard(leak, new Line(line.caller, agentsSide), 640);

    assertThat(leak.leakedSeconds()).isZero();
    assertThat(heard).isEqualTo(line.caller);
  }

  @Test
  void a_line_with_the_same_sound_on_both_channels_is_told_and_left_as_it_is() {
    float[] both = joined(voice(AGENT), voice("carlo-it"));
    ChannelLeak leak = leak();

    float[] heard = heard(leak, new Line(both, both.clone()), 640);

    assertThat(leak.found()).isTrue();
    assertThat(heard).isEqualTo(both);
  }

  @Test
  void what_it_hears_does_not_depend_on_how_the_sound_was_cut() {
    Line line = leaking(conversation("june-fr"), -15, 0.1);

    assertThat(heard(leak(), line, 37)).isEqualTo(heard(leak(), line, 1600));
  }

  @Test
  void leaked_speech_is_not_counted() {
    try (VoiceEngine engine = VoiceEngine.open(EngineOptions.bundled())) {
      Line clean = conversation("carlo-it");
      double own = seconds(engine, clean.caller);
      Line line = leaking(clean, -12, 0.1);

      double with = seconds(engine, line.caller);
      double without = seconds(engine, heard(leak(), line, 640));

      System.out.printf(
          "net speech: own %.1f s, with leak %.1f s, found %.1f s%n", own, with, without);
      assertThat(with).isGreaterThan(own + 5);
      // The leak is known only after the first seconds of it.
      assertThat(without - own).isLessThan(4);
    }
  }

  private static double seconds(VoiceEngine engine, float[] sound) {
    return engine.analyse(new PcmAudio(sound, SampleRate.TELEPHONE)).netSpeech().seconds();
  }

  @Test
  void channels_that_are_not_as_long_as_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leak().accept(new float[80], new float[79]));
  }
}
