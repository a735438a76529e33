package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.READ_WATCHLISTS;
import static io.voxward.access.Permission.REGISTER_FRAUDSTERS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.enrollment.FraudsterRegistrations;
import io.voxward.watchlist.Fraudster;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import io.voxward.watchlist.Fraudsters;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fraudsters of a domain. */
@Path("/api/v1/domains/{domainId}/fraudsters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FraudsterResource {
  private final Fraudsters fraudsters;
  private final FraudsterRegistrations registrations;
  private final PageTokens tokens;
  private final CurrentCaller current;
  private final DecodeLimits limits;

  /** Speaks for {@code fraudsters} and {@code registrations}. */
  public FraudsterResource(
      Fraudsters fraudsters,
      FraudsterRegistrations registrations,
      EnrollmentConfig config,
      PageTokens tokens,
      CurrentCaller current) {
    this.fraudsters = fraudsters;
    this.registrations = registrations;
    this.tokens = tokens;
    this.current = current;
    this.limits =
        new DecodeLimits(RecordingResource.LARGEST_BYTES, config.longestRecordingSeconds());
  }

  /** Registers the voice of a recording, unless the domain knows it. */
  @POST
  @Consumes({Recording.WAV, Recording.WAV_OLD, Recording.FLAC, Recording.BASIC, Recording.L16})
  @BodyLimit(RecordingResource.LARGEST_BYTES)
  @Needs(REGISTER_FRAUDSTERS)
  public Response register(
      @PathParam("domainId") String domainId,
      @QueryParam("watchlistId") List<String> watchlistIds,
      @QueryParam("duplicates") @Nullable String duplicates,
      @QueryParam("similarityThreshold") @Nullable String similarityThreshold,
      @QueryParam("channel") @Nullable String channel,
      @Context HttpHeaders headers,
      InputStream body) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    List<WatchlistId> named = watchlistIds.stream().map(WatchlistId::new).toList();
    DuplicateRule rule =
        Duplicates.rule(duplicates, Score.query("similarityThreshold", similarityThreshold));
    AudioKind kind = Recording.kind(headers.getMediaType());
    ChannelChoice choice = Recording.channel(channel);
    Set<WatchlistId> onto = registrations.watchlists(tenant, domain, named);
    DecodeResult.Decoded recording = Recording.read(body, kind, choice, limits);
    return RegistrationBody.answer(
        registrations.register(
            tenant,
            domain,
            onto,
            List.of(recording.audio()),
            rule,
            FraudsterRegistrations.Origin.UPLOAD));
  }

  /** Lists fraudsters, with {@code watchlistId} only those on that list. */
  @GET
  @Needs(READ_WATCHLISTS)
  public ListBody<FraudsterBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("watchlistId") @Nullable String watchlistId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    WatchlistId only = watchlistId == null ? null : new WatchlistId(watchlistId);
    String list = "fraudsters/" + domain + "/" + only;
    Page<Fraudster> page =
        fraudsters.list(
            tenant, domain, only, ListBody.size(maxResults), tokens.read(tenant, list, nextToken));
    return ListBody.of(page, FraudsterBody::of, tokens, tenant, list);
  }

  /** Shows a fraudster. */
  @GET
  @Path("/{fraudsterId}")
  @Needs(READ_WATCHLISTS)
  public FraudsterBody get(
      @PathParam("domainId") String domainId, @PathParam("fraudsterId") String fraudsterId) {
    return FraudsterBody.of(
        fraudsters.get(
            current.tenant(), new DomainId(domainId), new GeneratedFraudsterId(fraudsterId)));
  }

  /** Changes what analysts wrote about a fraudster. */
  @PATCH
  @Path("/{fraudsterId}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Needs(ADMINISTER_WATCHLISTS)
  public FraudsterBody update(
      @PathParam("domainId") String domainId,
      @PathParam("fraudsterId") String fraudsterId,
      @Nullable FraudsterRequest request) {
    FraudsterRequest change = Body.required(request);
    return FraudsterBody.of(
        fraudsters.remark(
            current.tenant(),
            new DomainId(domainId),
            new GeneratedFraudsterId(fraudsterId),
            change::on));
  }

  /** Deletes a fraudster; their voiceprint is gone at once. */
  @DELETE
  @Path("/{fraudsterId}")
  @Needs(ADMINISTER_WATCHLISTS)
  public void delete(
      @PathParam("domainId") String domainId, @PathParam("fraudsterId") String fraudsterId) {
    fraudsters.delete(
        current.tenant(), new DomainId(domainId), new GeneratedFraudsterId(fraudsterId));
  }
}
