package io.voxward.wire.rest;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.instance.InstanceChange;
import io.voxward.instance.InstanceDraft;
import io.voxward.instance.InstanceKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a contact-center installation.
 *
 * @param kind the platform, in lower case; on creation only
 * @param externalId what the platform calls the installation; on creation only
 * @param authToken Twilio's own secret; never shown again
 */
public record InstanceRequest(
    @Nullable String kind,
    @Nullable String externalId,
    @Nullable String domainId,
    @Nullable String name,
    @Nullable String authToken) {

  /** A new link. */
  InstanceDraft draft() {
    return new InstanceDraft(
        kindOf(Body.required("kind", kind)),
        Body.required("externalId", externalId),
        new DomainId(Body.required("domainId", domainId)),
        name,
        authToken);
  }

  private static InstanceKind kindOf(String word) {
    return InstanceKind.named(word)
        .orElseThrow(() ->
            FailureException.invalid(
                "kind",
                "must be one of "
                    + Arrays.stream(InstanceKind.values()).map(InstanceKind::word).toList()));
  }

  /** A change of a link. */
  InstanceChange change() {
    if (kind != null || externalId != null) {
      throw FailureException.invalid(
          kind == null ? "externalId" : "kind", "stays as it is: link another instance instead");
    }
    return new InstanceChange(domainId == null ? null : new DomainId(domainId), name, authToken);
  }

  @Override
  public String toString() {
    return "InstanceRequest[hidden]";
  }
}
