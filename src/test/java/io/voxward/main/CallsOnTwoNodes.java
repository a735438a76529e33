package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.RefusedException;
import io.voxward.client.UnreachableException;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.load.PlatformCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls of an enrolled speaker over every dialect on each of two nodes, one of which dies in their
 * middle: what becomes of those it had, and of those of the other.
 */
final class CallsOnTwoNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double PACE = 2;

  /** So often the speech is said again: longer than the test needs. */
  private static final int TIMES = 5;

  private static final String SPEAKER = "allison";
  private static final String OWN = "voxward";
  private static final String RESTARTED = "RESTARTED_WITHOUT_EARLIER_AUDIO";

  /** Its calls are announced to one node, whose memory has the UUID: it cannot come again. */
  private static final String AUDIOSOCKET = "audiosocket";

  private final VoxwardClient alive;
  private final VoxwardClient mortal;
  private final String domain;
  private final PlatformCalls linesOfAlive;
  private final PlatformCalls linesOfMortal;
  private final Map<String, byte[]> sounds = new TreeMap<>();
  private final List<PlatformCalls.Call> kept = new ArrayList<>();
  private final List<PlatformCalls.Call> lost = new ArrayList<>();

  /**
   * Enrols the speaker.
   *
   * @param alive the node that goes on
   * @param mortal the node that dies
   * @param ports where the two listen for AudioSocket
   */
  CallsOnTwoNodes(BuiltService alive, BuiltService mortal, List<Integer> ports) throws IOException {
    this.alive = alive.client();
    this.mortal = new VoxwardClient(mortal.address(), alive.token());
    this.domain =
        this.alive.createDomain(DomainSettings.named("callers").enrollingFrom(20)).domainId();
    RecordingAnswer enrolled =
        this.alive.enrollRecording(
            domain,
            SPEAKER,
            Audio.l16BigEndian(
                Voices.speech("allison/enrol-1", "allison/enrol-2", "allison/enrol-3")),
            "audio/L16;rate=8000;channels=1");
    assertThat(enrolled).isEqualTo(new RecordingAnswer.Enrolled());
    this.linesOfAlive = new PlatformCalls(this.alive, alive.address(), domain, ports.getFirst());
    this.linesOfMortal = new PlatformCalls(this.mortal, mortal.address(), domain, ports.getLast());
    List<String> clips = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      clips.addAll(List.of("allison/call-1", "allison/call-2", "allison/call-3"));
    }
    float[] speech = Voices.speech(clips.toArray(String[]::new));
    for (String dialect : PlatformCalls.dialects()) {
      sounds.put(dialect, PlatformCalls.coded(dialect, speech));
    }
  }

  private byte[] sound(String dialect) {
    return Objects.requireNonNull(sounds.get(dialect), "every dialect has its sound");
  }

  /** Begins one call over each dialect on each node; waits until all are heard. */
  void begin() {
    for (String dialect : PlatformCalls.dialects()) {
      kept.add(linesOfAlive.begin(dialect, "kept-" + dialect, SPEAKER, sound(dialect), PACE));
      lost.add(linesOfMortal.begin(dialect, "lost-" + dialect, SPEAKER, sound(dialect), PACE));
    }
    kept.forEach(call -> awaitHeard(alive, call));
    lost.forEach(call -> awaitHeard(mortal, call));
  }

  private void awaitHeard(VoxwardClient client, PlatformCalls.Call call) {
    Evaluation heard = evaluated(client, call);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (heard == null || heard.netSpeechSeconds() == 0) {
      assertThat(System.nanoTime()).as("%s is not heard", call).isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      heard = evaluated(client, call);
    }
  }

  /** What the node says of the call; nothing while it does not hold it. */
  private @Nullable Evaluation evaluated(VoxwardClient client, PlatformCalls.Call call) {
    try {
      return client.evaluation(domain, call.session());
    } catch (RefusedException notThere) {
      return null;
    }
  }

  /**
   * The mortal node is dead: its callers find out, and call the other one, as their dialect can,
   * until they are let in. Says after how long the last was.
   */
  Duration callAgain() {
    long since = System.nanoTime();
    for (PlatformCalls.Call call : lost) {
      assertThat(call.awaitError()).as("%s is cut off", call).isNotNull();
    }
    List<CompletableFuture<PlatformCalls.Call>> again =
        lost.stream().map(call -> CompletableFuture.supplyAsync(() -> again(call))).toList();
    lost.clear();
    again.forEach(call -> lost.add(call.join()));
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private PlatformCalls.Call again(PlatformCalls.Call before) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      PlatformCalls.Call call = tried(before);
      while (call != null && !call.isOver()) {
        if (evaluated(alive, call) != null) {
          return call;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
      LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
    }
    throw new AssertionError(before + " is not let in again");
  }

  private PlatformCalls.@Nullable Call tried(PlatformCalls.Call before) {
    String dialect = before.dialect();
    try {
      return switch (dialect) {
        case OWN -> linesOfAlive.goOn(before.session(), sound(dialect), PACE);
        case AUDIOSOCKET ->
            linesOfAlive.begin(dialect, "anew-" + dialect, SPEAKER, sound(dialect), PACE);
        default -> linesOfAlive.begin(dialect, before.session(), SPEAKER, sound(dialect), PACE);
      };
    } catch (RefusedException notYet) {
      return null;
    }
  }

  /** Every call has its decision, and only those that were cut off say that they were. */
  void assertDecided() {
    for (PlatformCalls.Call call : kept) {
      assertThat(accepted(call).reasons()).as(call.toString()).isEmpty();
    }
    for (PlatformCalls.Call call : lost) {
      List<String> reasons = call.dialect().equals(AUDIOSOCKET) ? List.of() : List.of(RESTARTED);
      assertThat(accepted(call).reasons()).as(call.toString()).isEqualTo(reasons);
    }
    List<PlatformCalls.Call> all = new ArrayList<>(kept);
    all.addAll(lost);
    assertThat(all).noneMatch(PlatformCalls.Call::isOver);
    all.forEach(PlatformCalls.Call::hangUp);
    assertThat(all).allSatisfy(call -> assertThat(call.awaitError()).isNull());
  }

  private Evaluation accepted(PlatformCalls.Call call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Evaluation now = evaluated(alive, call);
    while (now == null || !now.decision().equals("ACCEPT")) {
      assertThat(System.nanoTime()).as("%s: %s", call, now).isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      now = evaluated(alive, call);
    }
    return now;
  }

  @Override
  public void close() {
    try {
      linesOfMortal.close();
    } catch (UnreachableException dead) {
      // Its installations stay linked.
    }
    linesOfAlive.close();
    mortal.close();
    alive.close();
  }
}
