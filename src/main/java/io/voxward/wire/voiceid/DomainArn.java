package io.voxward.wire.voiceid;

import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;

/**
 * The resource name of a domain: {@code arn:aws:voiceid:<region>:<account>:domain/<id>}. Any region
 * is understood; the account must be the tenant's.
 *
 * @param account 12 digits
 */
record DomainArn(String account, DomainId domain) {
  private static final String RESOURCE = ":domain/";

  /** Reads a name that has passed the model's pattern. */
  static DomainArn parse(String arn) {
    int end = arn.lastIndexOf(RESOURCE);
    String account = arn.substring(arn.lastIndexOf(':', end - 1) + 1, end);
    return new DomainArn(account, new DomainId(arn.substring(end + RESOURCE.length())));
  }

  /** Passes a name of {@code own}; says the same as for a domain that the caller may not see. */
  DomainId requireIn(String own) {
    if (!account.equals(own)) {
      throw new FailureException(
          new Failure.Forbidden("this access key is not for domain " + domain));
    }
    return domain;
  }
}
