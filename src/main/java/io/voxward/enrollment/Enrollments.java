package io.voxward.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.Failure.Reason;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.session.CallObserver;
import io.voxward.session.Claim;
import io.voxward.session.EnrollmentStanding;
import io.voxward.session.Happening;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionState;
import io.voxward.session.Sessions;
import io.voxward.session.SpeakerLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Enrolments by session: asked for at any time while the session can be asked, fed by the speech of
 * all its streams, made when there is enough of it.
 */
@ApplicationScoped
public class Enrollments implements CallObserver, EnrollmentStanding {
  private static final Logger LOG = Logger.getLogger(Enrollments.class);
  private static final Reason SESSION_ENDED =
      new Reason("SESSION_ENDED", "the session ended before there was enough speech");
  private static final Reason INTERNAL =
      new Reason("INTERNAL", "the voiceprint could not be made: our fault");

  private final Domains domains;
  private final Sessions sessions;
  private final EnrollmentRecords records;
  private final VoiceMaker maker;
  private final SessionFeed feed;
  private final EnrollmentConfig config;
  private final MeterRegistry meters;
  private final Map<SessionId, Course> courses = new ConcurrentHashMap<>();

  /** One enrolment as it goes on. */
  private static final class Course {
    final ReentrantLock turn = new ReentrantLock();

    /** Changed in turn; read by anybody. */
    volatile EnrollmentProgress progress;

    /** Net speech from which making a voiceprint is worth trying, in seconds. */
    double tryFrom;

    /** How much audio the last try had, in samples. */
    int triedWith;

    Course(EnrollmentProgress progress) {
      this.progress = progress;
      this.tryFrom = progress.neededSeconds();
    }
  }

  /** Makes voiceprints with {@code maker} and writes to {@code records}. */
  public Enrollments(
      Domains domains,
      Sessions sessions,
      EnrollmentRecords records,
      VoiceMaker maker,
      SessionFeed feed,
      EnrollmentConfig config,
      MeterRegistry meters) {
    this.domains = domains;
    this.sessions = sessions;
    this.records = records;
    this.maker = maker;
    this.feed = feed;
    this.config = config;
    this.meters = meters;
  }

  /**
   * Asks that the session's speaker be enrolled from this call.
   *
   * @param consent the speaker's consent; needed only where the domain asks for it and none stands
   * @param keepNothing whether nothing of the audio is to be kept, whatever the domain keeps
   * @throws FailureException of kind {@code SPEAKER_NOT_SET}, {@code SPEAKER_OPTED_OUT}, {@code
   *     ENROLLMENT_ALREADY_EXISTS} or {@code CONSENT_REQUIRED}
   */
  public EnrollmentProgress request(
      LiveSession session, @Nullable ConsentDraft consent, boolean keepNothing) {
    try {
      return requestOrRefuse(session, consent, keepNothing);
    } catch (FailureException refused) {
      records.refused(session, refused.failure());
      throw refused;
    }
  }

  private EnrollmentProgress requestOrRefuse(
      LiveSession session, @Nullable ConsentDraft consent, boolean keepNothing) {
    Domain domain = domains.requireActive(session.tenant(), session.domain());
    Claim claim =
        switch (sessions.lockSpeaker(session)) {
          case SpeakerLock.Locked(Claim locked) -> locked;
          case SpeakerLock.LockedBefore() ->
              throw FailureException.conflict(
                  ConflictKind.ENROLLMENT_ALREADY_EXISTS,
                  "the enrolment of this session was asked for before");
          case SpeakerLock.NoSpeaker() ->
              throw FailureException.conflict(
                  ConflictKind.SPEAKER_NOT_SET, "the session has no speaker: set one first");
        };
    EnrollmentProgress begun =
        new EnrollmentProgress(
            EnrollmentStatus.NOT_ENOUGH_SPEECH,
            session.heard().netSpeechSeconds(),
            session.tuning().tuned().enrollmentSpeechSeconds(domain.settings()),
            claim,
            List.of(),
            EnrollmentAudio.planned(domain, keepNothing));
    try {
      records.begin(session, begun, consent);
    } catch (RuntimeException e) {
      sessions.unlockSpeaker(session);
      throw e;
    }
    Course course = new Course(begun);
    courses.put(session.id(), course);
    return advance(session, course, true);
  }

  @Override
  public Optional<String> enrollmentStatus(LiveSession session) {
    return Optional.ofNullable(courses.get(session.id()))
        .map(course -> course.progress.status().name());
  }

  /**
   * How the enrolment of a session goes on, or what came of it.
   *
   * @throws FailureException {@link Failure.NotFound} if there is no such session or no enrolment
   *     was asked for
   */
  public EnrollmentProgress progress(TenantId tenant, DomainId domain, SessionRef ref) {
    return find(tenant, domain, sessions.describe(tenant, domain, ref).id())
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.ENROLLMENT));
  }

  /** How the enrolment of a session goes on, or what came of it; empty if none was asked for. */
  public Optional<EnrollmentProgress> find(TenantId tenant, DomainId domain, SessionId session) {
    Course course = courses.get(session);
    if (course != null) {
      return Optional.of(
          sessions.held(session).map(live -> advance(live, course, false)).orElse(course.progress));
    }
    return records.of(tenant, domain, session).map(Enrollments::failedIfOpen);
  }

  /** A request that nobody works on any more came to nothing. */
  private static EnrollmentProgress failedIfOpen(EnrollmentProgress written) {
    return written.open()
        ? with(written, EnrollmentStatus.FAILED, written.netSpeechSeconds(), List.of(SESSION_ENDED))
        : written;
  }

  @Override
  public void happened(LiveSession session, Set<Happening> what) {
    Course course = courses.get(session.id());
    if (course == null) {
      return;
    }
    if (session.state() instanceof SessionState.Ended) {
      sessionEnded(session);
    } else {
      boolean tell = what.contains(Happening.SECOND) || what.contains(Happening.STREAM_OPENED);
      EnrollmentProgress _ = advance(session, course, tell);
    }
  }

  /** Brings the enrolment up to what was heard; starts making the voiceprint when it is time. */
  private EnrollmentProgress advance(LiveSession session, Course course, boolean tell) {
    course.turn.lock();
    try {
      if (course.progress.status() == EnrollmentStatus.NOT_ENOUGH_SPEECH) {
        double speech = session.heard().netSpeechSeconds();
        boolean enough = speech >= course.tryFrom;
        course.progress =
            with(
                course.progress,
                enough ? EnrollmentStatus.IN_PROGRESS : EnrollmentStatus.NOT_ENOUGH_SPEECH,
                speech,
                List.of());
        if (enough) {
          Thread.ofVirtual().name("enrollment").start(() -> make(session, course));
        }
        if (tell || enough) {
          feed.publish(session.id(), course.progress);
        }
      }
      return course.progress;
    } finally {
      course.turn.unlock();
    }
  }

  private static EnrollmentProgress with(
      EnrollmentProgress before, EnrollmentStatus status, double speech, List<Reason> reasons) {
    return new EnrollmentProgress(
        status, speech, before.neededSeconds(), before.speaker(), reasons, before.retention());
  }

  /** Makes the voiceprint, off the session's turn: inference takes its time. */
  private void make(LiveSession session, Course course) {
    PcmAudio audio = session.speechForEnrollment();
    double needed = course.progress.neededSeconds();
    Made made;
    try {
      made =
          audio == null
              ? new Made.Refused(
                  List.of(new Reason(VoiceMaker.NOT_ENOUGH_SPEECH, "the audio was forgotten")))
              : maker.make(List.of(audio), needed);
    } catch (RuntimeException e) {
      LOG.errorf(e, "a voiceprint could not be made sessionId=%s", session.id());
      made = new Made.Refused(List.of(INTERNAL));
    }
    course.turn.lock();
    try {
      settle(session, course, made, audio == null ? List.of() : List.of(audio));
    } finally {
      course.turn.unlock();
    }
  }

  private void settle(LiveSession session, Course course, Made made, List<PcmAudio> audio) {
    int samples = audio.stream().mapToInt(PcmAudio::length).sum();
    double speech = session.heard().netSpeechSeconds();
    switch (made) {
      case Made.Voice voice -> keep(session, course, voice, audio, speech);
      case Made.Refused refused when refused.onlyTooShort() && samples > course.triedWith ->
          waitForMore(session, course, speech);
      case Made.Refused refused -> fail(session, course, speech, refused.reasons());
      case Made.Overloaded() -> waitForMore(session, course, speech);
    }
    course.triedWith = samples;
  }

  private void keep(
      LiveSession session, Course course, Made.Voice voice, List<PcmAudio> audio, double speech) {
    if (session.state() instanceof SessionState.Ended) {
      return;
    }
    EnrollmentProgress done = with(course.progress, EnrollmentStatus.COMPLETED, speech, List.of());
    try {
      finish(session, course, records.complete(session, done, voice, audio));
    } catch (FailureException refused) {
      fail(session, course, speech, List.of(reason(refused)));
    } catch (RuntimeException e) {
      LOG.errorf(e, "a voiceprint could not be kept sessionId=%s", session.id());
      fail(session, course, speech, List.of(INTERNAL));
    }
  }

  private static Reason reason(FailureException refused) {
    return switch (refused.failure()) {
      case Failure.Conflict(ConflictKind kind, String message) -> new Reason(kind.name(), message);
      case Failure.NotFound _ -> new Reason("SPEAKER_DELETED", "the speaker was deleted");
      default -> new Reason("REFUSED", refused.failure().message());
    };
  }

  private void waitForMore(LiveSession session, Course course, double speech) {
    course.tryFrom = speech + config.moreSpeechSeconds();
    course.progress = with(course.progress, EnrollmentStatus.NOT_ENOUGH_SPEECH, speech, List.of());
    feed.publish(session.id(), course.progress);
  }

  private void fail(LiveSession session, Course course, double speech, List<Reason> reasons) {
    EnrollmentProgress failed = with(course.progress, EnrollmentStatus.FAILED, speech, reasons);
    records.fail(session, failed, failure(session, reasons));
    finish(session, course, failed);
  }

  private static Failure failure(LiveSession session, List<Reason> reasons) {
    Reason first = reasons.getFirst();
    return switch (first.code()) {
      case "INTERNAL" -> new Failure.Internal(session.id().value());
      case "SPEAKER_DELETED" -> new Failure.NotFound(Failure.Resource.SPEAKER);
      case "SPEAKER_OPTED_OUT" ->
          new Failure.Conflict(ConflictKind.SPEAKER_OPTED_OUT, first.detail());
      case "CONSENT_REQUIRED" ->
          new Failure.Conflict(ConflictKind.CONSENT_REQUIRED, first.detail());
      default -> new Failure.UnusableAudio(reasons);
    };
  }

  private void finish(LiveSession session, Course course, EnrollmentProgress over) {
    course.progress = over;
    meters
        .counter("voxward.enrollments", "source", "session", "status", over.status().name())
        .increment();
    feed.publish(session.id(), over);
  }

  private void sessionEnded(LiveSession session) {
    Course course = courses.remove(session.id());
    if (course == null) {
      return;
    }
    course.turn.lock();
    try {
      if (course.progress.open()) {
        fail(session, course, course.progress.netSpeechSeconds(), List.of(SESSION_ENDED));
      }
    } finally {
      course.turn.unlock();
    }
  }
}
