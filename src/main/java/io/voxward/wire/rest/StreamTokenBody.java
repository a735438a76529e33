package io.voxward.wire.rest;

import java.time.Instant;

/** A new key to a session's stream; works once. */
public record StreamTokenBody(String streamUrl, String streamToken, Instant expiresAt) {
  @Override
  public String toString() {
    return "StreamTokenBody[hidden]";
  }
}
