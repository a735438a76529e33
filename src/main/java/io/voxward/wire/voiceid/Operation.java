package io.voxward.wire.voiceid;

import io.voxward.access.Caller;
import io.voxward.access.Permission;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the dialect: its name, what it needs, and what it does with a request that has
 * passed the signature, the shapes, the permission and the domain scope.
 *
 * @param request the record of its input; its components are the model's members
 * @param response the record of its output; {@link Nothing} where the model has none
 * @param domain the domain a request is about; absent where it is about none
 */
public record Operation<Q, A>(
    String name,
    Permission permission,
    Class<Q> request,
    Class<A> response,
    @Nullable Function<Q, DomainId> domain,
    Action<Q, A> action) {

  /** What an operation does. */
  @FunctionalInterface
  public interface Action<Q, A> {
    /** Answers {@code request}; refuses by a {@link io.voxward.common.FailureException}. */
    A answer(Call call, Q request);
  }

  /**
   * Who calls, and how.
   *
   * @param region the region in the signature's scope: any name, it only shapes the ARNs in answers
   * @param host the host and port by which the caller reached this service
   */
  public record Call(Caller caller, String region, String host) {
    /** The caller's tenant. */
    public TenantId tenant() {
      return caller.tenant();
    }
  }

  /** The answer of an operation without output: status 200 and an empty body. */
  public record Nothing() {
    /** The one value. */
    public static final Nothing NOTHING = new Nothing();
  }

  /** An operation on one domain, which {@code domain} finds in the request. */
  public static <Q, A> Operation<Q, A> inDomain(
      String name,
      Permission permission,
      Class<Q> request,
      Class<A> response,
      Function<Q, String> domain,
      Action<Q, A> action) {
    return new Operation<>(
        name, permission, request, response, it -> new DomainId(domain.apply(it)), action);
  }

  /** An operation on no particular domain. */
  public static <Q, A> Operation<Q, A> global(
      String name,
      Permission permission,
      Class<Q> request,
      Class<A> response,
      Action<Q, A> action) {
    return new Operation<>(name, permission, request, response, null, action);
  }
}
