package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_RECEIPTS;
import static io.voxward.access.Permission.RECORD_CONSENTS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentAction;
import io.voxward.consent.ConsentDraft;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.ConsentRecord;
import io.voxward.consent.SpeakerConsents;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The ledger of a speaker's consents: records are only ever added. */
@Path("/api/v1/domains/{domainId}/speakers/{speakerId}/consents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConsentResource {
  private final SpeakerConsents consents;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code consents}. */
  public ConsentResource(SpeakerConsents consents, PageTokens tokens, CurrentCaller current) {
    this.consents = consents;
    this.tokens = tokens;
    this.current = current;
  }

  /**
   * A record to be.
   *
   * @param purpose {@code ENROLLMENT} or {@code TUNING}
   * @param action {@code GIVEN} where left out, or {@code WITHDRAWN}
   * @param givenAt when it was given, or taken back
   */
  public record RecordRequest(
      @Nullable String purpose,
      @Nullable String action,
      @Nullable String channel,
      @Nullable Instant givenAt,
      @Nullable String reference,
      @Nullable String policyVersion) {
    ConsentKind kind() {
      return JobRequest.word(ConsentKind.class, "purpose", Body.required("purpose", purpose));
    }

    boolean withdraws() {
      return action != null
          && JobRequest.word(ConsentAction.class, "action", action) == ConsentAction.WITHDRAWN;
    }

    ConsentDraft draft() {
      return new ConsentRequest(channel, givenAt, reference, policyVersion).draft();
    }
  }

  /**
   * A record as it is shown.
   *
   * @param actor the access key that wrote it
   */
  public record RecordBody(
      String consentId,
      String purpose,
      String action,
      String channel,
      Instant givenAt,
      @Nullable String reference,
      @Nullable String policyVersion,
      @Nullable String actor,
      Instant recordedAt) {
    static RecordBody of(ConsentRecord record) {
      ConsentDraft how = record.how();
      return new RecordBody(
          record.id(),
          record.kind().name(),
          record.action().name(),
          how.channel(),
          how.givenAt(),
          how.reference(),
          how.policyVersion(),
          record.actor(),
          record.recordedAt());
    }
  }

  /** Records that a consent was given, or taken back. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RECORD_CONSENTS)
  public Response record(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @Nullable RecordRequest request) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    RecordRequest body = Body.required(request);
    ConsentKind kind = body.kind();
    ConsentRecord written =
        body.withdraws()
            ? consents.withdraw(tenant, domain, ref, kind, body.draft())
            : consents.give(tenant, domain, ref, kind, body.draft());
    return Response.status(Response.Status.CREATED).entity(RecordBody.of(written)).build();
  }

  /** Lists a speaker's records, the oldest first; that they were read is audited. */
  @GET
  @Needs(READ_RECEIPTS)
  public ListBody<RecordBody> list(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    String list = "consents/" + domain + "/" + speakerId;
    Page<ConsentRecord> page =
        consents.read(
            tenant,
            domain,
            SpeakerRef.parse(speakerId),
            ListBody.size(maxResults),
            tokens.read(tenant, list, nextToken));
    return ListBody.of(page, RecordBody::of, tokens, tenant, list);
  }
}
