package io.voxward.wire.rest;

import io.voxward.consent.ConsentDraft;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a person gave their consent. */
public record ConsentRequest(
    @Nullable String channel,
    @Nullable Instant givenAt,
    @Nullable String reference,
    @Nullable String policyVersion) {

  /** The consent, with its members checked. */
  public ConsentDraft draft() {
    return new ConsentDraft(
        Body.required("channel", channel),
        Body.required("givenAt", givenAt),
        reference,
        policyVersion);
  }
}
