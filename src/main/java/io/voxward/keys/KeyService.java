package io.voxward.keys;

import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;

/**
 * A service of another machine that keeps wrapping keys. Each call may fail because the service
 * does not answer; a lasting refusal and one that may pass are told apart.
 */
public interface KeyService {
  /** Whether a key of that name is this service's. */
  boolean owns(String keyName);

  /** The name of the key, with its version where it has any, that wraps new secrets. */
  String currentKey();

  /** The name of the key that a tenant knows by a name of its own. */
  String namedKey(TenantId tenant, String name);

  /** Wraps {@code secret}, bound to {@code context}. */
  byte[] wrap(String keyName, byte[] secret, byte[] context);

  /** Unwraps what {@link #wrap} made. */
  byte[] unwrap(String keyName, byte[] wrapped, byte[] context);

  /** Makes a new version of the own key and says its name. */
  String rotate();

  /** It is the service that does this, not the product: {@code what} says what to do there. */
  static FailureException elsewhere(String what) {
    return FailureException.conflict(Failure.ConflictKind.KEY_ELSEWHERE, what);
  }
}
