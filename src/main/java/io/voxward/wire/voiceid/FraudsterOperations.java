package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.READ_WATCHLISTS;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Fraudster;
import io.voxward.watchlist.Fraudsters;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.Operation.Nothing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on fraudsters and their place on watchlists. */
@ApplicationScoped
public class FraudsterOperations implements OperationGroup {
  private final Fraudsters fraudsters;
  private final Pages pages;

  /** Speaks for {@code fraudsters}. */
  public FraudsterOperations(Fraudsters fraudsters, Pages pages) {
    this.fraudsters = fraudsters;
    this.pages = pages;
  }

  /** Names one fraudster. */
  record FraudsterRequest(String domainId, String fraudsterId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    GeneratedFraudsterId fraudster() {
      return new GeneratedFraudsterId(fraudsterId);
    }
  }

  /** Names a fraudster and a watchlist. */
  record MembershipRequest(String domainId, String fraudsterId, String watchlistId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    GeneratedFraudsterId fraudster() {
      return new GeneratedFraudsterId(fraudsterId);
    }

    WatchlistId watchlist() {
      return new WatchlistId(watchlistId);
    }
  }

  /** Asks for a page, of the whole domain or of one watchlist. */
  record ListFraudstersRequest(
      String domainId,
      @Nullable Integer maxResults,
      @Nullable String nextToken,
      @Nullable String watchlistId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    @Nullable WatchlistId watchlist() {
      return watchlistId == null ? null : new WatchlistId(watchlistId);
    }
  }

  /** A fraudster. */
  record FraudsterShape(
      Instant createdAt, String domainId, String generatedFraudsterId, List<String> watchlistIds) {
    static FraudsterShape of(Fraudster fraudster) {
      return new FraudsterShape(
          fraudster.createdAt(),
          fraudster.domain().value(),
          fraudster.id().value(),
          fraudster.watchlists().stream().map(WatchlistId::value).toList());
    }
  }

  /** Shows one fraudster. */
  record FraudsterResponse(FraudsterShape fraudster) {
    static FraudsterResponse of(Fraudster fraudster) {
      return new FraudsterResponse(FraudsterShape.of(fraudster));
    }
  }

  /** Shows a page. */
  record ListFraudstersResponse(
      List<FraudsterShape> fraudsterSummaries, @Nullable String nextToken) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "DescribeFraudster",
            READ_WATCHLISTS,
            FraudsterRequest.class,
            FraudsterResponse.class,
            FraudsterRequest::domainId,
            this::describe),
        Operation.inDomain(
            "ListFraudsters",
            READ_WATCHLISTS,
            ListFraudstersRequest.class,
            ListFraudstersResponse.class,
            ListFraudstersRequest::domainId,
            this::list),
        Operation.inDomain(
            "DeleteFraudster",
            ADMINISTER_WATCHLISTS,
            FraudsterRequest.class,
            Nothing.class,
            FraudsterRequest::domainId,
            this::delete),
        Operation.inDomain(
            "AssociateFraudster",
            ADMINISTER_WATCHLISTS,
            MembershipRequest.class,
            FraudsterResponse.class,
            MembershipRequest::domainId,
            this::associate),
        Operation.inDomain(
            "DisassociateFraudster",
            ADMINISTER_WATCHLISTS,
            MembershipRequest.class,
            FraudsterResponse.class,
            MembershipRequest::domainId,
            this::disassociate));
  }

  private FraudsterResponse describe(Call call, FraudsterRequest request) {
    return FraudsterResponse.of(
        fraudsters.get(call.tenant(), request.domain(), request.fraudster()));
  }

  private ListFraudstersResponse list(Call call, ListFraudstersRequest request) {
    String list = "ListFraudsters/" + request.domain() + "/" + request.watchlistId();
    Page<Fraudster> page =
        fraudsters.list(
            call.tenant(),
            request.domain(),
            request.watchlist(),
            Pages.size(request.maxResults()),
            pages.from(call.tenant(), list, request.nextToken()));
    return new ListFraudstersResponse(
        page.items().stream().map(FraudsterShape::of).toList(),
        pages.next(call.tenant(), list, page));
  }

  private Nothing delete(Call call, FraudsterRequest request) {
    fraudsters.delete(call.tenant(), request.domain(), request.fraudster());
    return Nothing.NOTHING;
  }

  private FraudsterResponse associate(Call call, MembershipRequest request) {
    return FraudsterResponse.of(
        fraudsters.associate(
            call.tenant(), request.domain(), request.fraudster(), request.watchlist()));
  }

  private FraudsterResponse disassociate(Call call, MembershipRequest request) {
    return FraudsterResponse.of(
        fraudsters.disassociate(
            call.tenant(), request.domain(), request.fraudster(), request.watchlist()));
  }
}
