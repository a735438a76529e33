package io.voxward.demo;

import io.voxward.client.Audio;
import io.voxward.client.Enrollment;
import io.voxward.client.Evaluation;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.Problem;
import io.voxward.client.Reason;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.RefusedException;
import io.voxward.client.RegisteredFraudster;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The line on a real service: every call over REST and a live stream, at a pace. */
final class BankLine implements Line {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final double CLAIM_LATE_AFTER_SECONDS = 6;
  private static final int NOT_FOUND = 404;

  private final VoxwardClient client;
  private final String domainId;
  private final ClipLibrary clips;
  private final double pace;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * A line into one domain.
   *
   * @param pace seconds of a call played in one second
   */
  BankLine(VoxwardClient client, String domainId, ClipLibrary clips, double pace) {
    this.client = client;
    this.domainId = domainId;
    this.clips = clips;
    this.pace = pace;
  }

  @Override
  public Outcome place(Call call, Watcher watcher) throws InterruptedException {
    return switch (call.script()) {
      case ENROLS -> enrol(call, watcher);
      case SENDS_RECORDING -> sendRecording(call);
      case OPTS_OUT -> optOut(call);
      case CLAIMS -> authenticate(call, watcher);
      case CLAIMS_LATE -> authenticateLate(call, watcher);
      case REGISTERS_FRAUDSTER -> registerFraudster(call, watcher);
      case CHECKS_FRAUD -> checkFraud(call, watcher);
    };
  }

  private StartedSession session(Call call, boolean known) {
    String name = call.customer() + "-" + calls.incrementAndGet();
    Integer threshold = call.acceptanceThreshold();
    return client.startSession(
        domainId,
        new NewSession(
            name,
            known ? call.customer() : null,
            Audio.TELEPHONE,
            threshold == null ? null : new NewSession.Settings(threshold)));
  }

  private byte[] audio(Call call) {
    return Audio.l16(clips.speech(call.clips()));
  }

  private Outcome enrol(Call call, Watcher watcher) throws InterruptedException {
    byte[] audio = audio(call);
    StartedSession session = session(call, true);
    CallLog log = new CallLog(watcher);
    log.see(client.requestEnrollment(domainId, session.sessionId()));
    try (LiveCall live = client.stream(session, Audio.TELEPHONE, log::hear)) {
      live.play(audio, pace, log::sent);
    }
    Enrollment end =
        Waiting.until(
            () -> client.enrollment(domainId, session.sessionId()), Enrollment::over, PATIENCE);
    log.see(end);
    return switch (end.status()) {
      case "COMPLETED" -> enrolled(call, end);
      case "FAILED" -> refused(call, end.why());
      default -> Outcome.of(end.status(), seconds(end.netSpeechSeconds()) + " of speech");
    };
  }

  private Outcome enrolled(Call call, Enrollment end) {
    String status = String.valueOf(client.speaker(domainId, call.customer()).status());
    return Outcome.of(status, "from " + seconds(end.netSpeechSeconds()) + " of speech");
  }

  /** A refused customer must not have become enrolled all the same. */
  private Outcome refused(Call call, List<Reason> reasons) {
    String detail = reasons.stream().map(Reason::detail).collect(Collectors.joining("; "));
    if (status(call).equals(Story.ENROLLED)) {
      return Outcome.of(Story.ENROLLED, "although refused: " + detail);
    }
    String named =
        reasons.stream()
            .map(reason -> Call.refused(reason.code()))
            .filter(call.expected()::equals)
            .findFirst()
            .orElseGet(() ->
                Call.refused(reasons.stream().map(Reason::code).collect(Collectors.joining(", "))));
    return Outcome.of(named, detail);
  }

  private String status(Call call) {
    try {
      return String.valueOf(client.speaker(domainId, call.customer()).status());
    } catch (RefusedException unknown) {
      if (unknown.problem().status() == NOT_FOUND) {
        return "UNKNOWN";
      }
      throw unknown;
    }
  }

  private Outcome sendRecording(Call call) {
    byte[] recording = clips.recording(call.clips().getFirst());
    return switch (client.enrollRecording(domainId, call.customer(), recording, "audio/flac")) {
      case RecordingAnswer.Enrolled enrolled -> Outcome.of(status(call), "");
      case RecordingAnswer.Unusable unusable -> refused(call, reasons(unusable.problem()));
    };
  }

  private static List<Reason> reasons(Problem problem) {
    List<Reason> reasons = problem.reasons();
    return reasons == null ? List.of(new Reason("UNNAMED", problem.inWords())) : reasons;
  }

  private Outcome optOut(Call call) {
    client.optOut(domainId, call.customer());
    return Outcome.of(status(call), "the voiceprint is gone");
  }

  private Outcome registerFraudster(Call call, Watcher watcher) throws InterruptedException {
    byte[] audio = audio(call);
    StartedSession session = session(call, true);
    CallLog log = new CallLog(watcher, Question.RISK);
    try (LiveCall live = client.stream(session, Audio.TELEPHONE, log::hear)) {
      live.play(audio, pace, log::sent);
    }
    Outcome before = log.outcome(lastWord(session));
    if (!before.got().equals("LOW_RISK")) {
      return Outcome.of(before.got(), "before anybody was registered");
    }
    RegisteredFraudster registered = client.registerFraudster(domainId, session.sessionId());
    return Outcome.of(
        registered.registrationStatus(),
        "from " + seconds(registered.netSpeechSeconds()) + " of speech");
  }

  private Outcome checkFraud(Call call, Watcher watcher) throws InterruptedException {
    return play(call, watcher, Question.RISK);
  }

  private Outcome authenticate(Call call, Watcher watcher) throws InterruptedException {
    return play(call, watcher, Question.IDENTITY);
  }

  private Outcome play(Call call, Watcher watcher, Question question) throws InterruptedException {
    byte[] audio = audio(call);
    StartedSession session = session(call, true);
    CallLog log = new CallLog(watcher, question);
    try (LiveCall live = client.stream(session, Audio.TELEPHONE, log::hear)) {
      live.play(audio, pace, log::sent);
    }
    return log.outcome(lastWord(session));
  }

  private Outcome authenticateLate(Call call, Watcher watcher) throws InterruptedException {
    byte[] audio = audio(call);
    StartedSession session = session(call, false);
    CallLog log = new CallLog(watcher);
    AtomicBoolean claimed = new AtomicBoolean();
    String[] before = {""};
    try (LiveCall live = client.stream(session, Audio.TELEPHONE, log::hear)) {
      live.play(
          audio,
          pace,
          sent -> {
            if (sent >= CLAIM_LATE_AFTER_SECONDS && claimed.compareAndSet(false, true)) {
              before[0] = client.evaluation(domainId, session.sessionId()).decision();
              client.setSpeaker(domainId, session.sessionId(), call.customer());
            }
            return log.sent(sent);
          });
    }
    Outcome outcome = log.outcome(lastWord(session));
    return before[0].equals("SPEAKER_ID_NOT_PROVIDED")
        ? outcome
        : Outcome.of(before[0], "before the caller was named");
  }

  private Evaluation lastWord(StartedSession session) throws InterruptedException {
    return Waiting.until(
        () -> client.evaluation(domainId, session.sessionId()), Evaluation::ended, PATIENCE);
  }

  private static String seconds(double value) {
    return "%.1f s".formatted(value);
  }
}
