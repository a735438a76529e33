package io.voxward.lab.load;

import io.voxward.client.Audio;
import io.voxward.client.CallSigner;
import io.voxward.client.Credentials;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One load of EvaluateSession calls: real voices are enrolled and speak in sessions, which are
 * decided; then every connection asks about one session after the other. With a rate, each call has
 * its time, and its answer is timed from then, whether or not it could be sent in time.
 */
final class EvaluateLoad {
  private static final double ENROLLMENT_SPEECH_SECONDS = 20;
  private static final double PACE = 7;
  private static final int IMPOSTOR_EVERY = 3;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final VoxwardClient client;
  private final URI address;
  private final Plan plan;
  private final CallSigner signer;
  private final Clock clock;
  private final PrintStream err;
  private final DemoVoices voices = new DemoVoices();

  /**
   * What is asked for.
   *
   * @param rate calls a second in all; 0 for as fast as it goes
   * @param seconds how long it is measured
   * @param warmup how long the same goes on before, in seconds
   */
  record Plan(int connections, int sessions, int rate, int seconds, int warmup) {}

  /** What one connection saw. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Seen(double[] millis, Map<String, Integer> faults) {}

  EvaluateLoad(
      VoxwardClient client,
      URI address,
      Credentials credentials,
      Plan plan,
      Clock clock,
      PrintStream err) {
    this.client = client;
    this.address = address;
    this.plan = plan;
    this.signer = new CallSigner(credentials, address.getAuthority());
    this.clock = clock;
    this.err = err;
  }

  EvaluateReport run() throws IOException {
    String domainId =
        client
            .createDomain(
                DomainSettings.named("lab-evaluate").enrollingFrom(ENROLLMENT_SPEECH_SECONDS))
            .domainId();
    try {
      List<String> people = voices.people();
      err.println("enrolling " + people.size() + " voices ...");
      people.forEach(person -> enrol(domainId, person));
      err.println(plan.sessions() + " sessions ...");
      List<Evaluation> decided = new ArrayList<>();
      for (int number = 0; number < plan.sessions(); number++) {
        decided.add(decided(domainId, number, people));
      }
      return measure(domainId, decided);
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

  /** A session in which a voice was heard until it was decided; every third is an impostor's. */
  private Evaluation decided(String domainId, int number, List<String> people) {
    String voice = people.get(number % people.size());
    boolean impostor = number % IMPOSTOR_EVERY == IMPOSTOR_EVERY - 1;
    String claimed = impostor ? people.get((number + 1) % people.size()) : voice;
    StartedSession session =
        client.startSession(domainId, new NewSession("asked-" + number, claimed, Audio.TELEPHONE));
    try (LiveCall call = client.stream(session, Audio.TELEPHONE, message -> {})) {
      double _ = call.play(Audio.l16(voices.call(voice)), PACE, sent -> true);
    }
    Evaluation evaluation = client.evaluation(domainId, session.sessionId());
    Evaluation.Authentication authentication = evaluation.authentication();
    if (authentication == null || !authentication.judgesVoice()) {
      throw new LabException("session " + number + " came to " + evaluation.decision());
    }
    return evaluation;
  }

  private EvaluateReport measure(String domainId, List<Evaluation> sessions) throws IOException {
    List<byte[]> requests =
        sessions.stream()
            .map(session ->
                signer.request(
                    "EvaluateSession",
                    "{\"DomainId\":\""
                        + domainId
                        + "\",\"SessionNameOrId\":\""
                        + session.sessionId()
                        + "\"}",
                    clock.instant()))
            .toList();
    if (plan.warmup() > 0) {
      err.println("warming up for " + plan.warmup() + " s ...");
      List<Seen> _ = ask(requests, plan.warmup());
    }
    err.println("measuring for " + plan.seconds() + " s ...");
    try (HttpClient http = HttpClient.newHttpClient()) {
      ProcessorTime before = ProcessorTime.now(http, address);
      long begun = System.nanoTime();
      List<Seen> seen = ask(requests, plan.seconds());
      double seconds = (System.nanoTime() - begun) / NANOS;
      ProcessorTime used = ProcessorTime.now(http, address).since(before);
      return report(sessions, seen, seconds, used);
    }
  }

  private EvaluateReport report(
      List<Evaluation> sessions, List<Seen> seen, double seconds, ProcessorTime used) {
    Map<String, Integer> faults = new HashMap<>();
    seen.forEach(
        one -> one.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum)));
    Map<String, Integer> decisions = new HashMap<>();
    sessions.forEach(session -> decisions.merge(session.decision(), 1, Integer::sum));
    double[] millis = seen.stream().flatMapToDouble(one -> Arrays.stream(one.millis())).toArray();
    return new EvaluateReport(plan, seconds, millis, faults, decisions, used);
  }

  /** Every connection asks for so long, on a thread of its own. */
  private List<Seen> ask(List<byte[]> requests, int seconds) {
    try (ExecutorService lines = Executors.newFixedThreadPool(plan.connections())) {
      long begin = System.nanoTime();
      List<CompletableFuture<Seen>> running = new ArrayList<>();
      for (int line = 0; line < plan.connections(); line++) {
        int number = line;
        running.add(
            CompletableFuture.supplyAsync(() -> ask(requests, number, begin, seconds), lines));
      }
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  private Seen ask(List<byte[]> requests, int line, long begin, int seconds) {
    List<ByteBuffer> written = new ArrayList<>();
    for (byte[] request : requests) {
      written.add(ByteBuffer.allocateDirect(request.length).put(request));
    }
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    Map<String, Integer> faults = new HashMap<>();
    double[] millis = new double[1024];
    int answers = 0;
    try (AskingLine asking = new AskingLine(address)) {
      for (long call = 0; ; call++) {
        long due = due(begin, line, call);
        if (due >= end) {
          break;
        }
        pauseUntil(due);
        int session = (int) ((call + line) % written.size());
        AskingLine.Answer answer = asking.ask(written.get(session));
        String fault = fault(answer);
        if (fault != null) {
          faults.merge(fault, 1, Integer::sum);
          continue;
        }
        if (answers == millis.length) {
          millis = Arrays.copyOf(millis, millis.length * 2);
        }
        millis[answers++] = (System.nanoTime() - due) / NANOS_PER_MILLI;
      }
    } catch (IOException e) {
      faults.merge("the connection broke: " + e.getMessage(), 1, Integer::sum);
    }
    return new Seen(Arrays.copyOf(millis, answers), faults);
  }

  /** When a call of a line is to be sent: now, or at its place in the rate. */
  private long due(long begin, int line, long call) {
    return plan.rate() == 0
        ? System.nanoTime()
        : begin + (long) ((call * plan.connections() + line) * NANOS / plan.rate());
  }

  private static void pauseUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static @Nullable String fault(AskingLine.Answer answer) {
    if (answer.status() != 200) {
      return answer.status() + " " + answer.body();
    }
    boolean decided =
        answer.body().contains("\"Decision\":\"ACCEPT\"")
            || answer.body().contains("\"Decision\":\"REJECT\"");
    return decided ? null : "an answer without a decision";
  }
}
