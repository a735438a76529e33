package io.voxward.lab.load;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.RefusedException;
import io.voxward.client.StreamMessage;
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
import java.util.Set;
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

  /** A session that is being made is not found, or not yet held by its node. */
  private static final Set<Integer> NOT_YET = Set.of(404, 409);

  private static final int CHECK_SECONDS = 5;
  private static final int MOST_LOOKS = 100;

  /** When a call that found no room is tried again: what the service's Retry-After says. */
  private static final long COME_BACK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final double NANOS = 1e9;

  private final VoxwardClient client;
  private final URI address;
  private final int port;
  private final LoadPlan plan;
  private final PrintStream err;
  private final DemoVoices voices = new DemoVoices();
  private final List<String> people = voices.people();
  private final Queue<LoadedCall> calls = new ConcurrentLinkedQueue<>();
  private final Queue<StreamLine> open = new ConcurrentLinkedQueue<>();

  /**
   * A load that is planned.
   *
   * @param port where the service listens for AudioSocket, or where it fetches the media of Kinesis
   *     Video Streams; of no use to the other dialects
   */
  LoadRun(VoxwardClient client, URI address, int port, LoadPlan plan, PrintStream err) {
    this.client = client;
    this.address = address;
    this.port = port;
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
                  person,
                  voices.call(person),
                  plan.longest(),
                  plan.style(),
                  plan.dialect(),
                  variant,
                  engine));
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
    try (Exchange exchange = Exchange.open(plan.dialect(), client, address, domainId, port);
        LinePacer pacer = new LinePacer();
        LoadWatch watch = new LoadWatch(address, pacer::lines);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> running =
          IntStream.range(0, plan.calls())
              .mapToObj(slot ->
                  CompletableFuture.runAsync(
                      () ->
                          keepUp(slot, begun, new Place(domainId, exchange, pacer), conversations),
                      callers))
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
  private void keepUp(int slot, long begun, Place place, List<Conversation> conversations) {
    Random random = new Random(slot);
    pauseUntil(begun + nanos(plan.begins(slot)));
    long end = begun + nanos(plan.downAt());
    int number = slot;
    do {
      LoadedCall call = call(number, random, place, conversations);
      calls.add(call);
      if (call.isRefused()) {
        pauseUntil(Math.min(end, System.nanoTime() + COME_BACK_NANOS));
      }
      number += plan.calls();
    } while (plan.holds() && System.nanoTime() < end);
  }

  /** Where the calls of a load go. */
  private record Place(String domainId, Exchange exchange, LinePacer pacer) {}

  private LoadedCall call(
      int number, Random random, Place place, List<Conversation> conversations) {
    Conversation conversation = conversations.get(number % conversations.size());
    boolean impostor = number % IMPOSTOR_EVERY == IMPOSTOR_EVERY - 1;
    int person = people.indexOf(conversation.voice());
    String claimed = people.get((impostor ? person + 1 : person) % people.size());
    LoadedCall.Recorder recorder = new LoadedCall.Recorder(conversation, claimed);
    long period = TimeUnit.MILLISECONDS.toNanos(plan.style().messageMillis());
    int messages = (int) (nanos(plan.length(random.nextDouble())) / period);
    try {
      Exchange.Begun call = place.exchange().begin("load-" + number, claimed);
      recorder.started();
      StreamLine line = new StreamLine(call.talk(), conversation, messages, period, recorder);
      open.add(line);
      place.pacer().add(line);
      if (!plan.dialect().tellsDecisions()) {
        askWhileOpen(place.domainId(), call.session(), line, recorder);
      }
      line.over().join();
      boolean _ = open.remove(line);
      recorder.finished(lastEvaluation(place.domainId(), call.session()));
    } catch (RefusedException refused) {
      boolean full = refused.problem().status() == UNAVAILABLE;
      recorder.fault((full ? LoadedCall.REFUSED : "") + refused.getMessage());
    } catch (RuntimeException | IOException e) {
      recorder.fault(String.valueOf(e.getMessage()));
    }
    return recorder.call();
  }

  /** Asks for the decision as a contact flow does, where the dialect cannot tell it. */
  private void askWhileOpen(
      String domainId, String session, StreamLine line, LoadedCall.Recorder recorder) {
    while (!line.isOver()) {
      try {
        if (client.check(domainId, session, CHECK_SECONDS).settled()) {
          recorder.hear(new StreamMessage.Evaluated(client.evaluation(domainId, session)));
          return;
        }
      } catch (RefusedException refused) {
        if (!NOT_YET.contains(refused.problem().status())) {
          throw refused;
        }
        pauseUntil(System.nanoTime() + LOOK_AGAIN_NANOS);
      }
    }
  }

  /** The evaluation when all is heard; some dialects close before that. */
  private Evaluation lastEvaluation(String domainId, String session) {
    Evaluation evaluation = client.evaluation(domainId, session);
    for (int look = 0; look < MOST_LOOKS && !evaluation.ended(); look++) {
      pauseUntil(System.nanoTime() + LOOK_AGAIN_NANOS);
      evaluation = client.evaluation(domainId, session);
    }
    return evaluation;
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
