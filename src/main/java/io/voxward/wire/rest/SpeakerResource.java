package io.voxward.wire.rest;

import static io.voxward.access.Permission.DELETE_SPEAKERS;
import static io.voxward.access.Permission.OPT_OUT_SPEAKERS;
import static io.voxward.access.Permission.READ_SPEAKERS;
import static io.voxward.access.Permission.WITHDRAW_OPT_OUT;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.Erasures;
import io.voxward.consent.OptOuts;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The speakers of a domain, and their opt-outs. */
@Path("/api/v1/domains/{domainId}/speakers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SpeakerResource {
  private final Domains domains;
  private final Speakers speakers;
  private final OptOuts optOuts;
  private final Erasures erasures;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code speakers}. */
  public SpeakerResource(
      Domains domains,
      Speakers speakers,
      OptOuts optOuts,
      Erasures erasures,
      PageTokens tokens,
      CurrentCaller current) {
    this.domains = domains;
    this.speakers = speakers;
    this.optOuts = optOuts;
    this.erasures = erasures;
    this.tokens = tokens;
    this.current = current;
  }

  /** Lists speakers, with {@code status} only those of that status. */
  @GET
  @Needs(READ_SPEAKERS)
  public ListBody<SpeakerBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("status") @Nullable String status,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SpeakerStatus only = status(status);
    int size = ListBody.size(maxResults);
    String list = "speakers/" + domain + "/" + only;
    domains.requireActive(tenant, domain);
    Page<Speaker> page =
        speakers.list(tenant, domain, only, size, tokens.read(tenant, list, nextToken));
    return ListBody.of(page, SpeakerBody::of, tokens, tenant, list);
  }

  private static @Nullable SpeakerStatus status(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(SpeakerStatus.values())
        .filter(status -> status.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            FailureException.invalid(
                "status", "must be one of " + Arrays.toString(SpeakerStatus.values())));
  }

  /** Shows a speaker. */
  @GET
  @Path("/{speakerId}")
  @Needs(READ_SPEAKERS)
  public SpeakerBody get(
      @PathParam("domainId") String domainId, @PathParam("speakerId") String speakerId) {
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    DomainId domain = new DomainId(domainId);
    domains.requireActive(current.tenant(), domain);
    return SpeakerBody.of(speakers.require(current.tenant(), domain, ref));
  }

  /** Deletes a speaker with everything kept of them. */
  @DELETE
  @Path("/{speakerId}")
  @Needs(DELETE_SPEAKERS)
  public void delete(
      @PathParam("domainId") String domainId, @PathParam("speakerId") String speakerId) {
    erasures.deleteSpeaker(current.tenant(), new DomainId(domainId), SpeakerRef.parse(speakerId));
  }

  /** Opts a speaker out; their voiceprint is gone at once. */
  @POST
  @Path("/{speakerId}/opt-out")
  @Needs(OPT_OUT_SPEAKERS)
  public SpeakerBody optOut(
      @PathParam("domainId") String domainId, @PathParam("speakerId") String speakerId) {
    return SpeakerBody.of(
        optOuts.optOut(current.tenant(), new DomainId(domainId), SpeakerRef.parse(speakerId)));
  }

  /** Withdraws an opt-out on the strength of a consent. */
  @DELETE
  @Path("/{speakerId}/opt-out")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(WITHDRAW_OPT_OUT)
  public SpeakerBody withdrawOptOut(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @Nullable ConsentRequest consent) {
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    return SpeakerBody.of(
        optOuts.withdraw(
            current.tenant(), new DomainId(domainId), ref, Body.required(consent).draft()));
  }
}
