package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.READ_WATCHLISTS;

import io.voxward.access.ClientTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Watchlist;
import io.voxward.watchlist.WatchlistDraft;
import io.voxward.watchlist.Watchlists;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.Operation.Nothing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on watchlists. */
@ApplicationScoped
public class WatchlistOperations implements OperationGroup {
  private static final String CREATE = "CreateWatchlist";

  private final Watchlists watchlists;
  private final ClientTokens clientTokens;
  private final Pages pages;

  /** Speaks for {@code watchlists}. */
  public WatchlistOperations(Watchlists watchlists, ClientTokens clientTokens, Pages pages) {
    this.watchlists = watchlists;
    this.clientTokens = clientTokens;
    this.pages = pages;
  }

  /** Makes a watchlist. */
  record CreateWatchlistRequest(
      @Nullable String clientToken, @Nullable String description, String domainId, String name) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    WatchlistDraft draft() {
      return new WatchlistDraft(name, description);
    }

    @Override
    public String toString() {
      return "CreateWatchlistRequest[hidden]";
    }
  }

  /** Changes a watchlist; a member left out stays as it is. */
  record UpdateWatchlistRequest(
      @Nullable String description, String domainId, @Nullable String name, String watchlistId) {
    WatchlistDraft on(WatchlistDraft before) {
      return new WatchlistDraft(
          name == null ? before.name() : name,
          description == null ? before.description() : description);
    }

    @Override
    public String toString() {
      return "UpdateWatchlistRequest[hidden]";
    }
  }

  /** Names one watchlist. */
  record WatchlistRequest(String domainId, String watchlistId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    WatchlistId watchlist() {
      return new WatchlistId(watchlistId);
    }
  }

  /** Asks for a page. */
  record ListWatchlistsRequest(
      String domainId, @Nullable Integer maxResults, @Nullable String nextToken) {}

  /** A watchlist. */
  record WatchlistShape(
      Instant createdAt,
      boolean defaultWatchlist,
      @Nullable String description,
      String domainId,
      String name,
      Instant updatedAt,
      String watchlistId) {
    static WatchlistShape of(Watchlist watchlist) {
      return new WatchlistShape(
          watchlist.createdAt(),
          watchlist.isDefault(),
          watchlist.draft().description(),
          watchlist.domain().value(),
          watchlist.draft().name(),
          watchlist.updatedAt(),
          watchlist.id().value());
    }

    @Override
    public String toString() {
      return "WatchlistShape[hidden]";
    }
  }

  /** Shows one watchlist. */
  record WatchlistResponse(WatchlistShape watchlist) {}

  /** Shows a page. */
  record ListWatchlistsResponse(
      @Nullable String nextToken, List<WatchlistShape> watchlistSummaries) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            CREATE,
            ADMINISTER_WATCHLISTS,
            CreateWatchlistRequest.class,
            WatchlistResponse.class,
            CreateWatchlistRequest::domainId,
            this::create),
        Operation.inDomain(
            "DescribeWatchlist",
            READ_WATCHLISTS,
            WatchlistRequest.class,
            WatchlistResponse.class,
            WatchlistRequest::domainId,
            this::describe),
        Operation.inDomain(
            "ListWatchlists",
            READ_WATCHLISTS,
            ListWatchlistsRequest.class,
            ListWatchlistsResponse.class,
            ListWatchlistsRequest::domainId,
            this::list),
        Operation.inDomain(
            "UpdateWatchlist",
            ADMINISTER_WATCHLISTS,
            UpdateWatchlistRequest.class,
            WatchlistResponse.class,
            UpdateWatchlistRequest::domainId,
            this::update),
        Operation.inDomain(
            "DeleteWatchlist",
            ADMINISTER_WATCHLISTS,
            WatchlistRequest.class,
            Nothing.class,
            WatchlistRequest::domainId,
            this::delete));
  }

  private WatchlistResponse create(Call call, CreateWatchlistRequest request) {
    Watchlist watchlist =
        clientTokens.once(
            call.tenant(),
            CREATE,
            request.clientToken(),
            VoiceIdJson.fingerprint(request),
            () -> watchlists.create(call.tenant(), request.domain(), request.draft()),
            made -> made.id().value(),
            id -> watchlists.get(call.tenant(), request.domain(), new WatchlistId(id)));
    return new WatchlistResponse(WatchlistShape.of(watchlist));
  }

  private WatchlistResponse describe(Call call, WatchlistRequest request) {
    return new WatchlistResponse(
        WatchlistShape.of(watchlists.get(call.tenant(), request.domain(), request.watchlist())));
  }

  private ListWatchlistsResponse list(Call call, ListWatchlistsRequest request) {
    DomainId domain = new DomainId(request.domainId());
    String list = "ListWatchlists/" + domain;
    Page<Watchlist> page =
        watchlists.list(
            call.tenant(),
            domain,
            Pages.size(request.maxResults()),
            pages.from(call.tenant(), list, request.nextToken()));
    return new ListWatchlistsResponse(
        pages.next(call.tenant(), list, page),
        page.items().stream().map(WatchlistShape::of).toList());
  }

  private WatchlistResponse update(Call call, UpdateWatchlistRequest request) {
    return new WatchlistResponse(
        WatchlistShape.of(
            watchlists.update(
                call.tenant(),
                new DomainId(request.domainId()),
                new WatchlistId(request.watchlistId()),
                request::on)));
  }

  private Nothing delete(Call call, WatchlistRequest request) {
    watchlists.delete(call.tenant(), request.domain(), request.watchlist());
    return Nothing.NOTHING;
  }
}
