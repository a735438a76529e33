package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scored;
import io.voxward.evaluation.Situation.Standing;
import io.voxward.profile.Tuned;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.ModelChanges;
import io.voxward.voiceprint.VoiceprintAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decisions on recordings. There is one look and no more speech to come, so from the least amount
 * of speech on the threshold alone decides. Nothing of the recording is kept, but for what an
 * accepted one tells of the voice while a model takes the place of another.
 */
@ApplicationScoped
public class Verifications {
  private final Domains domains;
  private final Speakers speakers;
  private final Situations situations;
  private final RecordingEars ears;
  private final VoiceprintAccess access;
  private final ModelChanges changes;
  private final Clock clock;
  private final MeterRegistry meters;

  /** Hears with {@code ears} and compares by {@code situations}. */
  public Verifications(
      Domains domains,
      Speakers speakers,
      Situations situations,
      RecordingEars ears,
      VoiceprintAccess access,
      ModelChanges changes,
      Clock clock,
      MeterRegistry meters) {
    this.domains = domains;
    this.speakers = speakers;
    this.situations = situations;
    this.ears = ears;
    this.access = access;
    this.changes = changes;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Refuses to go on where no decision can come of it, before the recording is read.
   *
   * @throws FailureException if there is no such active domain or no such speaker in it
   */
  public void requireSpeaker(TenantId tenant, DomainId domainId, SpeakerRef ref) {
    domains.requireActive(tenant, domainId);
    Speaker _ = speakers.require(tenant, domainId, ref);
  }

  /**
   * Whether the voice in the recording is the speaker's.
   *
   * @param tuned what the request wants otherwise than the domain
   * @param keepNothing whether nothing may be made of the recording beyond the answer
   * @throws FailureException if domain or speaker are missing, or the node is full
   */
  public Verification verify(
      TenantId tenant,
      DomainId domainId,
      SpeakerRef ref,
      PcmAudio recording,
      Tuned tuned,
      boolean keepNothing) {
    Domain domain = domains.requireActive(tenant, domainId);
    Speaker speaker = speakers.require(tenant, domainId, ref);
    DisplayScore threshold = new DisplayScore(tuned.acceptanceThreshold(domain.settings()));
    Claim claim = new Claim(speaker.id(), speaker.customerId());
    boolean byPrevious = situations.isKnownByPrevious(speaker);
    Heard heard = ears.hear(recording, byPrevious).heard();
    double seconds = heard.netSpeechSeconds();
    Standing standing = situations.standing(claim, speaker, heard);
    double least = situations.leastSeconds(domain, tuned);
    boolean enough = heard.voice() != null && seconds >= least;
    Authentication answer = answer(standing, claim, threshold, enough);
    if (answer.decision() == AuthenticationDecision.ACCEPT) {
      speakers.recordAccess(speaker);
      if (byPrevious && !keepNothing) {
        keepForNextModel(speaker, heard);
      }
    }
    if (enough && standing instanceof Standing.Enrolled) {
      access.compared(speaker, answer.decision().name());
    }
    meters
        .counter("voxward.decisions", "kind", "verification", "decision", answer.decision().name())
        .increment();
    Instant now = clock.instant();
    double missing = answer.open() ? Math.max(0, least - seconds) : 0;
    return new Verification(answer, seconds, missing, least, situations.calibration(standing), now);
  }

  private void keepForNextModel(Speaker speaker, Heard heard) {
    NextModelCall.voices(heard)
        .ifPresent(voices -> {
          ModelChanges.Outcome _ =
              changes.acceptedQuietly(speaker.tenant(), speaker.domain(), speaker.id(), voices);
        });
  }

  private static Authentication answer(
      Standing standing, Claim claim, DisplayScore threshold, boolean enough) {
    return switch (standing) {
      case Standing.Unclaimed() ->
          throw new IllegalStateException("a verification always has a speaker");
      case Standing.Barred(Claim _, AuthenticationDecision why, var reason) ->
          answer(why, null, claim, threshold, reason.stream().toList());
      case Standing.Enrolled _ when !enough ->
          answer(AuthenticationDecision.NOT_ENOUGH_SPEECH, null, claim, threshold, List.of());
      case Standing.Enrolled enrolled -> {
        Scored scored = enrolled.comparison().get();
        AuthenticationDecision decision =
            scored.display().meets(threshold)
                ? AuthenticationDecision.ACCEPT
                : AuthenticationDecision.REJECT;
        yield answer(decision, scored.display(), claim, threshold, List.of());
      }
    };
  }

  private static Authentication answer(
      AuthenticationDecision decision,
      @Nullable DisplayScore score,
      Claim claim,
      DisplayScore threshold,
      List<String> reasons) {
    return new Authentication(
        Alphanumeric.random(),
        decision,
        score,
        threshold,
        threshold.expectedFalseAcceptRate(),
        claim,
        null,
        null,
        reasons);
  }
}
