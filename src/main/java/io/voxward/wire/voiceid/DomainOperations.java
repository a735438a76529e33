package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;

import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.Operation.Nothing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on domains. */
@ApplicationScoped
public class DomainOperations implements OperationGroup {
  private static final String LIST = "ListDomains";

  private final Domains domains;
  private final Arns arns;
  private final Pages pages;

  /** Speaks for {@code domains}. */
  public DomainOperations(Domains domains, Arns arns, Pages pages) {
    this.domains = domains;
    this.arns = arns;
    this.pages = pages;
  }

  /** Names one domain. */
  record DomainRequest(String domainId) {
    DomainId domain() {
      return new DomainId(domainId);
    }
  }

  /** Asks for a page. */
  record ListDomainsRequest(@Nullable Integer maxResults, @Nullable String nextToken) {}

  /** The key of a domain. */
  record Encryption(String kmsKeyId) {}

  /** How a change of the key goes on. */
  record EncryptionUpdate(
      @Nullable String message, @Nullable String oldKmsKeyId, String updateStatus) {}

  /** The watchlists of a domain. */
  record WatchlistDetails(String defaultWatchlistId) {}

  /** A domain. */
  record DomainShape(
      String arn,
      Instant createdAt,
      @Nullable String description,
      String domainId,
      String domainStatus,
      String name,
      @Nullable Encryption serverSideEncryptionConfiguration,
      @Nullable EncryptionUpdate serverSideEncryptionUpdateDetails,
      Instant updatedAt,
      WatchlistDetails watchlistDetails) {
    static DomainShape of(String arn, Domain domain) {
      return new DomainShape(
          arn,
          domain.createdAt(),
          domain.draft().description(),
          domain.id().value(),
          domain.status().name(),
          domain.name(),
          null,
          null,
          domain.updatedAt(),
          new WatchlistDetails(domain.defaultWatchlist().value()));
    }

    @Override
    public String toString() {
      return "DomainShape[" + domainId + "]";
    }
  }

  /** Shows one domain. */
  record DomainResponse(DomainShape domain) {}

  /** Shows a page. */
  record ListDomainsResponse(List<DomainShape> domainSummaries, @Nullable String nextToken) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "DescribeDomain",
            READ_DOMAINS,
            DomainRequest.class,
            DomainResponse.class,
            DomainRequest::domainId,
            this::describe),
        Operation.global(
            LIST, READ_DOMAINS, ListDomainsRequest.class, ListDomainsResponse.class, this::list),
        Operation.inDomain(
            "DeleteDomain",
            ADMINISTER_DOMAINS,
            DomainRequest.class,
            Nothing.class,
            DomainRequest::domainId,
            this::delete));
  }

  private DomainShape shape(Call call, Domain domain) {
    return DomainShape.of(arns.of(call.region(), domain.tenant(), domain.id()), domain);
  }

  private DomainResponse describe(Call call, DomainRequest request) {
    return new DomainResponse(shape(call, domains.get(call.tenant(), request.domain())));
  }

  private ListDomainsResponse list(Call call, ListDomainsRequest request) {
    Page<Domain> page =
        domains.list(
            call.tenant(),
            call.caller().scope(),
            Pages.size(request.maxResults()),
            pages.from(call.tenant(), LIST, request.nextToken()));
    return new ListDomainsResponse(
        page.items().stream().map(domain -> shape(call, domain)).toList(),
        pages.next(call.tenant(), LIST, page));
  }

  private Nothing delete(Call call, DomainRequest request) {
    domains.delete(call.tenant(), request.domain());
    return Nothing.NOTHING;
  }
}
