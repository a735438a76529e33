package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.FailureException;
import io.voxward.domain.DataRules;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.KeyId;
import io.voxward.domain.RetentionClock;
import io.voxward.domain.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a domain. A member left out has its default on creation and stays as it
 * is on a change.
 *
 * @param description {@code null} removes it
 * @param retentionClocks in the place of all others
 * @param kmsKeyId the name of the key that is to wrap its secrets
 * @param tags its first tags; on creation only
 */
public record DomainRequest(
    @Nullable String name,
    @Nullable JsonNode description,
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer leastAcceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Boolean consentRequired,
    @Nullable Integer retentionDays,
    @Nullable List<ClockRequest> retentionClocks,
    @Nullable Boolean keepEnrollmentAudio,
    @Nullable Integer tuningDays,
    @Nullable String kmsKeyId,
    @Nullable Map<String, @Nullable String> tags) {

  /**
   * How long a law, or a rule of the domain's own, lets a voice be kept.
   *
   * @param days of a law its own where left out
   */
  public record ClockRequest(@Nullable String law, @Nullable Integer days) {
    RetentionClock clock() {
      return RetentionClock.of(Body.required("retentionClocks.law", law), days);
    }
  }

  /** A new domain. */
  DomainDraft draft() {
    if (name == null) {
      throw FailureException.invalid("name", "is needed");
    }
    return new DomainDraft(
        name, Body.text("description", description, null), on(DomainSettings.DEFAULT));
  }

  /** The domain as it will be, from what it was. */
  DomainDraft on(DomainDraft before) {
    return new DomainDraft(
        or(name, before.name()),
        Body.text("description", description, before.description()),
        on(before.settings()));
  }

  /** The key named, if one is. */
  @Nullable KeyId key() {
    return kmsKeyId == null ? null : new KeyId(kmsKeyId);
  }

  /** The first tags of a new domain. */
  List<Tag> firstTags() {
    return tags == null ? List.of() : TagsBody.tags(tags);
  }

  /** Refuses what only a new domain takes. */
  DomainRequest forChange() {
    if (tags != null) {
      throw FailureException.invalid("tags", "are changed under the domain's own path /tags");
    }
    return this;
  }

  private DomainSettings on(DomainSettings before) {
    return new DomainSettings(
        or(acceptanceThreshold, before.acceptanceThreshold()),
        or(riskThreshold, before.riskThreshold()),
        or(enrollmentSpeechSeconds, before.enrollmentSpeechSeconds()),
        or(authenticationSpeechSeconds, before.authenticationSpeechSeconds()),
        or(consentRequired, before.consentRequired()),
        or(retentionDays, before.retentionDays()),
        on(before.data()),
        or(leastAcceptanceThreshold, before.leastAcceptanceThreshold()));
  }

  private DataRules on(DataRules before) {
    return new DataRules(
        retentionClocks == null
            ? before.clocks()
            : retentionClocks.stream()
                .map(given -> Body.required("retentionClocks.law", given).clock())
                .toList(),
        or(keepEnrollmentAudio, before.keepEnrollmentAudio()),
        or(tuningDays, before.tuningDays()));
  }

  private static <T> T or(@Nullable T given, T before) {
    return given == null ? before : given;
  }
}
