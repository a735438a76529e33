package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.FailureException;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a domain. A member left out has its default on creation and stays as it
 * is on a change.
 *
 * @param description {@code null} removes it
 */
public record DomainRequest(
    @Nullable String name,
    @Nullable JsonNode description,
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Boolean consentRequired,
    @Nullable Integer retentionDays) {

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

  private DomainSettings on(DomainSettings before) {
    return new DomainSettings(
        or(acceptanceThreshold, before.acceptanceThreshold()),
        or(riskThreshold, before.riskThreshold()),
        or(enrollmentSpeechSeconds, before.enrollmentSpeechSeconds()),
        or(authenticationSpeechSeconds, before.authenticationSpeechSeconds()),
        or(consentRequired, before.consentRequired()),
        or(retentionDays, before.retentionDays()));
  }

  private static <T> T or(@Nullable T given, T before) {
    return given == null ? before : given;
  }
}
