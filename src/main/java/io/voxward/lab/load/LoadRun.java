package io.voxward.lab.load;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.NewSession;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.RefusedException;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * One load: enrols the demo's people by upload, makes the calls' audio, then streams the calls at
 * the pace of the call. Two of three calls are the customer's own, the third is an impostor's. The
 * calls begin one after another, as calls do, and not in step.
 */
final class LoadRun {
  private static final int IMPOSTOR_EVERY = 3;
  private static final int CONVERSATIONS_OF_A_VOICE = 2;
  private static final double ENROLLMENT_SPEECH_SECONDS = 20;
  private static final int UNAVAILABLE = 503;
  private static final double NANOS = 1e9;

  private final VoxwardClient client;
  private final URI address;
  private final LoadPlan plan;
  private final PrintStream err;
  private final DemoVoices voices = new DemoVoices();
  private final List<String> people = voices.people();
  private final Queue<LoadedCall> calls = new ConcurrentLinkedQueue<>();
  private final Queue<StreamLine> open = new ConcurrentLinkedQueue<>();

  LoadRun(VoxwardClient client, URI address, LoadPlan plan, PrintStream err) {
    this.client = client;
    this.address = address;
    this.plan = plan;
    this.err = err;
  }

  LoadReport run() {
    List<Conversation> conversations = conversations();
    String domainId =
        client
            .createDomain(DomainSettings.named("lab-load").enrollingFrom(ENROLLMENT_SPEECH_SECONDS))
            .domainId();
    try {
      people.forEach(person -> enrol(domainId, person));
      return play(domainId, conversations);
    } finally {
      client.deleteDomain(domainId);
    }
  }

  private List<Conversation> conversations() {
    err.println("making the audio ...");
    EngineOptions options = EngineOptions.bundled().withPool(new InferencePool.Size(1, 1, 1));
    List<Conversation> all = new ArrayList<>();
    try (VoiceEngine engine = VoiceEngine.open(options)) {
      for (int variant = 0; variant < CONVERSATIONS_OF_A_VOICE; variant++) {
        for (String person : people) {
          all.add(
              Conversation.of(
                  person, voices.call(person), plan.longest(), plan.style(), variant, engine));
        }
      }
    }
    return all;
  }

  private void enrol(String domainId, String person) {
    byte[] recording = Audio.l16BigEndian(voices.enrollment(person));
    RecordingAnswer answer =
        client.enrollRecording(domainId, person, recording, "audio/L16;rate=8000;channels=1");
    if (answer instanceof RecordingAnswer.Unusable unusable) {
      throw new LabException("enrolling " + person + ": " + unusable.problem().inWords());
    }
  }

  private LoadReport play(String domainId, List<Conversation> conversations) {
    long begun = System.nanoTime();
    try (LinePacer pacer = new LinePacer();
        LoadWatch watch = new LoadWatch(address, pacer::lines);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> running =
          IntStream.range(0, plan.calls())
              .mapToObj(slot ->
                  CompletableFuture.runAsync(
                      () -> keepUp(slot, begun, domainId, conversations, pacer), callers))
              .toList();
      err.println("calls begin over " + Math.round(plan.spread()) + " s ...");
      if (plan.holds()) {
        pauseUntil(begun + nanos(plan.downAt()));
        open.forEach(StreamLine::stop);
      }
      running.forEach(CompletableFuture::join);
      return new LoadReport(
          plan,
          shareOfSpeech(conversations),
          begun,
          List.copyOf(calls),
          watch.looks(),
          pacer.lateness());
    }
  }

  private static double shareOfSpeech(Collection<Conversation> conversations) {
    return conversations.stream().mapToDouble(Conversation::speechShare).average().orElse(0);
  }

  /** One call after the other while the number is kept up; else one. */
  private void keepUp(
      int slot, long begun, String domainId, List<Conversation> conversations, LinePacer pacer) {
    Random random = new Random(slot);
    pauseUntil(begun + nanos(plan.begins(slot)));
    long end = begun + nanos(plan.downAt());
    int number = slot;
    do {
      LoadedCall call = call(number, random, domainId, conversations, pacer);
      calls.add(call);
      if (call.isRefused()) {
        pauseUntil(Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(1)));
      }
      number += plan.calls();
    } while (plan.holds() && System.nanoTime() < end);
  }

  private LoadedCall call(
      int number,
      Random random,
      String domainId,
      List<Conversation> conversations,
      LinePacer pacer) {
    Conversation conversation = conversations.get(number % conversations.size());
    boolean impostor = number % IMPOSTOR_EVERY == IMPOSTOR_EVERY - 1;
    int person = people.indexOf(conversation.voice());
    String claimed = people.get((impostor ? person + 1 : person) % people.size());
    LoadedCall.Recorder recorder = new LoadedCall.Recorder(conversation, claimed);
    long period = TimeUnit.MILLISECONDS.toNanos(plan.style().messageMillis());
    int messages = (int) (nanos(plan.length(random.nextDouble())) / period);
    try {
      StartedSession session =
          client.startSession(domainId, new NewSession("load-" + number, claimed, Audio.TELEPHONE));
      recorder.started();
      StreamLine line = new StreamLine(session, conversation, messages, period, recorder);
      open.add(line);
      pacer.add(line);
      line.over().join();
      boolean _ = open.remove(line);
      recorder.finished(client.evaluation(domainId, session.sessionId()));
    } catch (RefusedException refused) {
      boolean full = refused.problem().status() == UNAVAILABLE;
      recorder.fault((full ? LoadedCall.REFUSED : "") + refused.getMessage());
    } catch (RuntimeException | IOException e) {
      recorder.fault(String.valueOf(e.getMessage()));
    }
    return recorder.call();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * NANOS);
  }

  private static void pauseUntil(long deadline) {
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
