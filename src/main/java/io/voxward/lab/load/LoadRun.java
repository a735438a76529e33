package io.voxward.lab.load;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One load: enrols the demo's people by upload, then streams the calls at the pace of the call. Two
 * of three calls are the customer's own, the third is an impostor's. The calls begin one after
 * another over the first part of the time, as calls do, and not in step.
 */
final class LoadRun {
  private static final double SPREAD = 0.25;
  private static final double MOST_SPREAD_SECONDS = 10;
  private static final int IMPOSTOR_EVERY = 3;
  private static final double ENROLLMENT_SPEECH_SECONDS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final VoxwardClient client;
  private final int calls;
  private final int seconds;
  private final DemoVoices voices = new DemoVoices();
  private final List<String> people = voices.people();

  LoadRun(VoxwardClient client, int calls, int seconds) {
    this.client = client;
    this.calls = calls;
    this.seconds = seconds;
  }

  LoadReport run() {
    String domainId =
        client
            .createDomain(DomainSettings.named("lab-load").enrollingFrom(ENROLLMENT_SPEECH_SECONDS))
            .domainId();
    try {
      people.forEach(person -> enrol(domainId, person));
      return new LoadReport(calls, seconds, play(domainId));
    } finally {
      client.deleteDomain(domainId);
    }
  }

  private void enrol(String domainId, String person) {
    byte[] recording = Audio.l16BigEndian(voices.enrollment(person));
    RecordingAnswer answer =
        client.enrollRecording(domainId, person, recording, "audio/L16;rate=8000;channels=1");
    if (answer instanceof RecordingAnswer.Unusable unusable) {
      throw new LabException("enrolling " + person + ": " + unusable.problem().inWords());
    }
  }

  private List<LoadedCall> play(String domainId) {
    Map<String, byte[]> audio =
        people.stream()
            .collect(Collectors.toMap(Function.identity(), person -> looped(voices.call(person))));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<LoadedCall>> running =
          IntStream.range(0, calls)
              .mapToObj(number ->
                  CompletableFuture.supplyAsync(() -> call(domainId, number, audio), callers))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  /** The call's audio, said again and again until the call is over. */
  private byte[] looped(float[] samples) {
    byte[] once = Audio.l16(samples);
    byte[] whole = new byte[seconds * Audio.TELEPHONE.bytesPerSecond()];
    for (int at = 0; at < whole.length; at += once.length) {
      System.arraycopy(once, 0, whole, at, Math.min(once.length, whole.length - at));
    }
    return whole;
  }

  private LoadedCall call(String domainId, int number, Map<String, byte[]> audio) {
    pauseSeconds(Math.min(seconds * SPREAD, MOST_SPREAD_SECONDS) * number / calls);
    String voice = people.get(number % people.size());
    boolean impostor = number % IMPOSTOR_EVERY == IMPOSTOR_EVERY - 1;
    String claimed = impostor ? people.get((number + 1) % people.size()) : voice;
    LoadedCall.Recorder recorder = new LoadedCall.Recorder(voice, claimed);
    try {
      StartedSession session =
          client.startSession(domainId, new NewSession("load-" + number, claimed, Audio.TELEPHONE));
      recorder.started();
      try (LiveCall live = client.stream(session, Audio.TELEPHONE, recorder::hear)) {
        recorder.connected();
        double sent = live.play(audio.getOrDefault(voice, new byte[0]), 1, recorder::sent);
        recorder.played(sent, seconds);
        if (live.isOver()) {
          recorder.fault("closed early: " + live.awaitClosing(PATIENCE));
        }
      }
      recorder.finished(client.evaluation(domainId, session.sessionId()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      recorder.fault("interrupted");
    } catch (RuntimeException e) {
      recorder.fault(String.valueOf(e.getMessage()));
    }
    return recorder.call();
  }

  private static void pauseSeconds(double seconds) {
    long deadline = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
