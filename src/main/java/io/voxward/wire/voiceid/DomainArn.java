package io.voxward.wire.voiceid;

import io.voxward.common.AccountId;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;

/**
 * The resource name of a domain: {@code arn:aws:voiceid:<region>:<account>:domain/<id>}. The region
 * is the one the caller signed for, and any region is understood; the account is the tenant's.
 *
 * @param account the 12 digits of the tenant
 */
record DomainArn(String account, DomainId domain) {
  private static final String RESOURCE = ":domain/";

  /** The name of {@code domain} as a caller in {@code call} reads it. */
  static String of(Operation.Call call, DomainId domain) {
    return "arn:aws:voiceid:"
        + call.region()
        + ":"
        + AccountId.of(call.tenant())
        + RESOURCE
        + domain.value();
  }

  /** Reads a name that has passed the model's pattern. */
  static DomainArn parse(String arn) {
    int end = arn.lastIndexOf(RESOURCE);
    String account = arn.substring(arn.lastIndexOf(':', end - 1) + 1, end);
    return new DomainArn(account, new DomainId(arn.substring(end + RESOURCE.length())));
  }

  /**
   * Passes a name of {@code tenant}'s; says the same as for a domain that the caller may not see.
   */
  DomainId requireOf(TenantId tenant) {
    if (!account.equals(AccountId.of(tenant).value())) {
      throw new FailureException(
          new Failure.Forbidden("this access key is not for domain " + domain));
    }
    return domain;
  }
}
