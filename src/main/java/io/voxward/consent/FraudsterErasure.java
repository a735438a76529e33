package io.voxward.consent;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;

/** Deletes a fraudster once more, in a database that had forgotten it. */
public interface FraudsterErasure {
  /**
   * Deletes the fraudster with their voice, in the caller's transaction; one who is not there stays
   * so.
   */
  void deleteAgain(TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster);
}
