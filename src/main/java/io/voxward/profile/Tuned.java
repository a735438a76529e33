package io.voxward.profile;

import io.voxward.domain.DomainSettings;
import org.jspecify.annotations.Nullable;

/**
 * What one request is tuned by. It lives as long as the request, or the session, and is written
 * down nowhere; only which profile was named may be.
 *
 * @param inline what the request brought itself
 * @param profile what it named; absent where it named none
 */
public record Tuned(Tuning inline, @Nullable Profile profile) {
  /** Nothing: all is as the domain has it. */
  public static final Tuned NONE = new Tuned(Tuning.NONE, null);

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return inline.isEmpty() && profile == null;
  }

  /** What the profile says; nothing where none was named. */
  public Tuning ofProfile() {
    return profile == null ? Tuning.NONE : profile.tuning();
  }

  /** What of it may be written down: the profile alone. */
  public Tuned withoutInline() {
    return new Tuned(Tuning.NONE, profile);
  }

  /** The request's own over the profile's. */
  public Tuning together() {
    return inline.over(ofProfile());
  }

  /** The acceptance threshold in effect. */
  public int acceptanceThreshold(DomainSettings domain) {
    Integer own = together().acceptanceThreshold();
    return own == null ? domain.acceptanceThreshold() : own;
  }

  /** The risk threshold in effect. */
  public int riskThreshold(DomainSettings domain) {
    Integer own = together().riskThreshold();
    return own == null ? domain.riskThreshold() : own;
  }

  /** Net speech that a voiceprint needs, in seconds. */
  public double enrollmentSpeechSeconds(DomainSettings domain) {
    Double own = together().enrollmentSpeechSeconds();
    return own == null ? domain.enrollmentSpeechSeconds() : own;
  }
}
