package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.READ_WATCHLISTS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Fraudsters;
import io.voxward.watchlist.Watchlist;
import io.voxward.watchlist.WatchlistDraft;
import io.voxward.watchlist.Watchlists;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The watchlists of a domain, and who is on them. */
@Path("/api/v1/domains/{domainId}/watchlists")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WatchlistResource {
  private final Watchlists watchlists;
  private final Fraudsters fraudsters;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code watchlists} and their {@code fraudsters}. */
  public WatchlistResource(
      Watchlists watchlists, Fraudsters fraudsters, PageTokens tokens, CurrentCaller current) {
    this.watchlists = watchlists;
    this.fraudsters = fraudsters;
    this.tokens = tokens;
    this.current = current;
  }

  /** Makes a watchlist. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_WATCHLISTS)
  public Response create(
      @PathParam("domainId") String domainId, @Nullable WatchlistRequest request) {
    DomainId domain = new DomainId(domainId);
    WatchlistDraft draft = Body.required(request).draft();
    Watchlist made = watchlists.create(current.tenant(), domain, draft);
    return Response.created(URI.create("/api/v1/domains/" + domain + "/watchlists/" + made.id()))
        .entity(WatchlistBody.of(made))
        .build();
  }

  /** Lists the watchlists, the default one among them. */
  @GET
  @Needs(READ_WATCHLISTS)
  public ListBody<WatchlistBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    String list = "watchlists/" + domain;
    Page<Watchlist> page =
        watchlists.list(
            tenant, domain, ListBody.size(maxResults), tokens.read(tenant, list, nextToken));
    return ListBody.of(page, WatchlistBody::of, tokens, tenant, list);
  }

  /** Shows a watchlist. */
  @GET
  @Path("/{watchlistId}")
  @Needs(READ_WATCHLISTS)
  public WatchlistBody get(
      @PathParam("domainId") String domainId, @PathParam("watchlistId") String watchlistId) {
    return WatchlistBody.of(
        watchlists.get(current.tenant(), new DomainId(domainId), new WatchlistId(watchlistId)));
  }

  /** Changes the members sent. */
  @PATCH
  @Path("/{watchlistId}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Needs(ADMINISTER_WATCHLISTS)
  public WatchlistBody update(
      @PathParam("domainId") String domainId,
      @PathParam("watchlistId") String watchlistId,
      @Nullable WatchlistRequest request) {
    WatchlistRequest change = Body.required(request);
    return WatchlistBody.of(
        watchlists.update(
            current.tenant(), new DomainId(domainId), new WatchlistId(watchlistId), change::on));
  }

  /** Deletes a watchlist without fraudsters. */
  @DELETE
  @Path("/{watchlistId}")
  @Needs(ADMINISTER_WATCHLISTS)
  public void delete(
      @PathParam("domainId") String domainId, @PathParam("watchlistId") String watchlistId) {
    watchlists.delete(current.tenant(), new DomainId(domainId), new WatchlistId(watchlistId));
  }

  /** Puts a fraudster on the watchlist. */
  @PUT
  @Path("/{watchlistId}/fraudsters/{fraudsterId}")
  @Needs(ADMINISTER_WATCHLISTS)
  public FraudsterBody associate(
      @PathParam("domainId") String domainId,
      @PathParam("watchlistId") String watchlistId,
      @PathParam("fraudsterId") String fraudsterId) {
    return FraudsterBody.of(
        fraudsters.associate(
            current.tenant(),
            new DomainId(domainId),
            new GeneratedFraudsterId(fraudsterId),
            new WatchlistId(watchlistId)));
  }

  /** Takes a fraudster off the watchlist. */
  @DELETE
  @Path("/{watchlistId}/fraudsters/{fraudsterId}")
  @Needs(ADMINISTER_WATCHLISTS)
  public FraudsterBody disassociate(
      @PathParam("domainId") String domainId,
      @PathParam("watchlistId") String watchlistId,
      @PathParam("fraudsterId") String fraudsterId) {
    return FraudsterBody.of(
        fraudsters.disassociate(
            current.tenant(),
            new DomainId(domainId),
            new GeneratedFraudsterId(fraudsterId),
            new WatchlistId(watchlistId)));
  }
}
