package io.voxward.access;

import io.voxward.audit.CurrentActor;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who asks in this request, once their credential was checked. */
@RequestScoped
public class CurrentCaller {
  private final CurrentActor actor;
  private @Nullable Caller caller;

  /** Tells {@code actor} who asks. */
  public CurrentCaller(CurrentActor actor) {
    this.actor = actor;
  }

  /** Names the caller; a dialect does so once for a request. */
  public void is(Caller authenticated) {
    caller = authenticated;
    actor.is(authenticated.name());
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
