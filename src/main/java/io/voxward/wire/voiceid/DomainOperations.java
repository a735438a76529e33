package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;

import io.voxward.access.ClientTokens;
import io.voxward.access.DomainScope;
import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.domain.KeyChange;
import io.voxward.domain.KeyId;
import io.voxward.domain.Tag;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.Operation.Nothing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on domains. */
@ApplicationScoped
public class DomainOperations implements OperationGroup {
  private static final String CREATE = "CreateDomain";
  private static final String LIST = "ListDomains";

  private final Domains domains;
  private final ClientTokens clientTokens;
  private final Arns arns;
  private final Pages pages;

  /** Speaks for {@code domains}. */
  public DomainOperations(Domains domains, ClientTokens clientTokens, Arns arns, Pages pages) {
    this.domains = domains;
    this.clientTokens = clientTokens;
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

  /** Makes a domain. */
  record CreateDomainRequest(
      @Nullable String clientToken,
      @Nullable String description,
      String name,
      Encryption serverSideEncryptionConfiguration,
      @Nullable List<TagShape> tags) {
    DomainDraft draft() {
      return new DomainDraft(name, description, DomainSettings.DEFAULT);
    }

    List<Tag> firstTags() {
      return tags == null ? List.of() : TagShape.tags(tags);
    }

    @Override
    public String toString() {
      return "CreateDomainRequest[hidden]";
    }
  }

  /** Says everything about a domain anew: a description left out is removed. */
  record UpdateDomainRequest(
      @Nullable String description,
      String domainId,
      String name,
      Encryption serverSideEncryptionConfiguration) {
    DomainDraft on(DomainDraft before) {
      return new DomainDraft(name, description, before.settings());
    }

    @Override
    public String toString() {
      return "UpdateDomainRequest[hidden]";
    }
  }

  /** The key of a domain. */
  record Encryption(String kmsKeyId) {
    KeyId key() {
      return new KeyId(kmsKeyId);
    }
  }

  /** How a change of the key goes on. */
  record EncryptionUpdate(
      @Nullable String message, @Nullable String oldKmsKeyId, String updateStatus) {
    static @Nullable EncryptionUpdate of(@Nullable KeyChange change) {
      return change == null
          ? null
          : new EncryptionUpdate(change.message(), change.from().value(), change.status().name());
    }
  }

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
      Encryption serverSideEncryptionConfiguration,
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
          new Encryption(domain.key().id().value()),
          EncryptionUpdate.of(domain.key().change()),
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
        Operation.global(
            CREATE,
            ADMINISTER_DOMAINS,
            CreateDomainRequest.class,
            DomainResponse.class,
            this::create),
        Operation.inDomain(
            "UpdateDomain",
            ADMINISTER_DOMAINS,
            UpdateDomainRequest.class,
            DomainResponse.class,
            UpdateDomainRequest::domainId,
            this::update),
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

  private DomainResponse create(Call call, CreateDomainRequest request) {
    if (call.caller().scope() instanceof DomainScope.Only) {
      throw new FailureException(
          new Failure.Forbidden("this access key is for certain domains and cannot make new ones"));
    }
    KeyId key = request.serverSideEncryptionConfiguration().key();
    Domain domain =
        clientTokens.once(
            call.tenant(),
            CREATE,
            request.clientToken(),
            VoiceIdJson.fingerprint(request),
            () -> domains.create(call.tenant(), request.draft(), key, request.firstTags()),
            made -> made.id().value(),
            id -> domains.get(call.tenant(), new DomainId(id)));
    return new DomainResponse(shape(call, domain));
  }

  private DomainResponse update(Call call, UpdateDomainRequest request) {
    return new DomainResponse(
        shape(
            call,
            domains.update(
                call.tenant(),
                new DomainId(request.domainId()),
                request.serverSideEncryptionConfiguration().key(),
                request::on)));
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
