package io.voxward.keys;

/**
 * A secret as it is stored: wrapped by the key provider.
 *
 * @param masterKey the name of the key that it is wrapped under
 * @param sealed the wrapped bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredSecret(String masterKey, byte[] sealed) {

  /**
   * The same secret under the key that {@code keys} wraps with now.
   *
   * @param context what it was bound to when it was wrapped, and is again
   * @throws KeysException if it does not open, or the keys cannot be reached
   */
  public StoredSecret rewrapped(KeyProvider keys, byte[] context) {
    String keyName = keys.currentKey();
    byte[] secret = keys.unwrap(masterKey, sealed, context);
    return new StoredSecret(keyName, keys.wrap(keyName, secret, context));
  }
}
