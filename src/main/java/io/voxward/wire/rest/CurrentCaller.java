package io.voxward.wire.rest;

import io.voxward.access.Caller;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who asks in this request, once their credential was checked. */
@RequestScoped
public class CurrentCaller {
  private @Nullable Caller caller;

  void is(Caller authenticated) {
    caller = authenticated;
  }

  /** The caller. */
  public Caller caller() {
    Caller known = caller;
    if (known == null) {
      throw new FailureException(new Failure.Unauthenticated("no credential was checked"));
    }
    return known;
  }

  /** The caller's tenant. */
  public TenantId tenant() {
    return caller().tenant();
  }
}
