package io.voxward.access;

/**
 * A credential just made, with its secrets: the only time that they are shown.
 *
 * @param secretAccessKey signs Voice ID calls
 * @param token the bearer token for REST, streams and console
 */
public record IssuedAccessKey(AccessKey key, String secretAccessKey, String token) {
  @Override
  public String toString() {
    return "IssuedAccessKey[" + key.id() + ", secrets hidden]";
  }
}
