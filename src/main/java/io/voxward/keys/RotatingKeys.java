package io.voxward.keys;

import java.util.List;

/**
 * A key provider whose own wrapping key can be replaced by a new one. The old ones go on to unwrap
 * what they wrapped until they are destroyed.
 */
public interface RotatingKeys extends KeyProvider {
  /**
   * Makes a new wrapping key: {@link #currentKey} from now on.
   *
   * @return its name
   * @throws io.voxward.common.FailureException if the provider makes none by itself, saying what to
   *     do instead
   */
  String rotate();

  /** The wrapping keys that the provider has for itself, the newest last. */
  List<String> ownKeys();

  /**
   * Destroys a wrapping key that nothing needs any more: what it wrapped is lost, from a backup of
   * the rows, too.
   *
   * @throws KeysException if it is the current one, or none of {@link #ownKeys}
   */
  void destroy(String keyName);
}
