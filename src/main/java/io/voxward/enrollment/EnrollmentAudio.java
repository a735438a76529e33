package io.voxward.enrollment;

import io.voxward.domain.Domain;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.KeptRecordings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the audio of enrolments where the domain says so and the request does not say otherwise,
 * and drops what was kept of an enrolment before.
 */
@ApplicationScoped
public class EnrollmentAudio {
  private final KeptRecordings recordings;
  private final EnrollmentConfig config;

  /** Keeps among {@code recordings}. */
  public EnrollmentAudio(KeptRecordings recordings, EnrollmentConfig config) {
    this.recordings = recordings;
    this.config = config;
  }

  /**
   * What will be kept.
   *
   * @param nothing whether the request asked that nothing be kept
   */
  public static Retention planned(Domain domain, boolean nothing) {
    return domain.settings().data().keepEnrollmentAudio() && !nothing
        ? Retention.AUDIO
        : Retention.NONE;
  }

  /**
   * Keeps the audio behind a voiceprint, in the transaction that replaces the voiceprint.
   *
   * @param domain as it is now: what it no longer keeps is not kept, whatever was planned
   * @param planned what the request was told
   * @return what was kept
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Retention replace(Domain domain, Speaker enrolled, Retention planned, List<PcmAudio> audio) {
    boolean kept = planned == Retention.AUDIO && domain.settings().data().keepEnrollmentAudio();
    recordings.replaceEnrollment(enrolled, kept ? first(audio) : List.of());
    return kept ? Retention.AUDIO : Retention.NONE;
  }

  /** The first of it, as much as is kept. */
  private List<PcmAudio> first(List<PcmAudio> audio) {
    double left = config.keptAudioSeconds();
    List<PcmAudio> first = new ArrayList<>();
    for (PcmAudio sound : audio) {
      int most = (int) Math.min(sound.length(), left * sound.rate().hertz());
      if (most > 0) {
        first.add(sound.slice(0, most));
        left -= (double) most / sound.rate().hertz();
      }
    }
    return first;
  }
}
