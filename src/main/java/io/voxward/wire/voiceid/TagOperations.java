package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;

import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.domain.Tags;
import io.voxward.wire.voiceid.Operation.Call;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The operations on tags; only domains have them. */
@ApplicationScoped
public class TagOperations implements OperationGroup {
  private final Tags tags;
  private final Arns arns;

  /** Speaks for {@code tags}. */
  public TagOperations(Tags tags, Arns arns) {
    this.tags = tags;
    this.arns = arns;
  }

  /** Adds tags. */
  record TagResourceRequest(String resourceArn, List<TagShape> tags) {}

  /** Takes tags away. */
  record UntagResourceRequest(String resourceArn, List<String> tagKeys) {
    @Override
    public String toString() {
      return "UntagResourceRequest[hidden]";
    }
  }

  /** Asks for the tags of a resource. */
  record ListTagsRequest(String resourceArn) {}

  /** Done. */
  record Done() {}

  /** Shows tags. */
  record ListTagsResponse(List<TagShape> tags) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "TagResource",
            ADMINISTER_DOMAINS,
            TagResourceRequest.class,
            Done.class,
            request -> domainOf(request.resourceArn()),
            this::tag),
        Operation.inDomain(
            "UntagResource",
            ADMINISTER_DOMAINS,
            UntagResourceRequest.class,
            Done.class,
            request -> domainOf(request.resourceArn()),
            this::untag),
        Operation.inDomain(
            "ListTagsForResource",
            READ_DOMAINS,
            ListTagsRequest.class,
            ListTagsResponse.class,
            request -> domainOf(request.resourceArn()),
            this::list));
  }

  private static String domainOf(String arn) {
    return DomainArn.parse(arn).domain().value();
  }

  private DomainId own(Call call, String arn) {
    return DomainArn.parse(arn).requireIn(arns.account(call.tenant()));
  }

  private Done tag(Call call, TagResourceRequest request) {
    tags.tag(call.tenant(), own(call, request.resourceArn()), TagShape.tags(request.tags()));
    return new Done();
  }

  private Done untag(Call call, UntagResourceRequest request) {
    tags.untag(call.tenant(), own(call, request.resourceArn()), request.tagKeys());
    return new Done();
  }

  private ListTagsResponse list(Call call, ListTagsRequest request) {
    return new ListTagsResponse(
        tags.list(call.tenant(), own(call, request.resourceArn())).stream()
            .map(TagShape::of)
            .toList());
  }
}
