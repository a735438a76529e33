package io.voxward.wire.kinesis;

import io.voxward.session.LiveSession;

/**
 * A session whose audio is being fetched.
 *
 * @param state {@code STREAMING}, or {@code CONNECTING} where the stream is not open yet
 */
public record KinesisStreamBody(
    String sessionId, String sessionName, String domainId, String state) {
  static KinesisStreamBody of(LiveSession session, PullState state) {
    return new KinesisStreamBody(
        session.id().value(), session.name().value(), session.domain().value(), state.name());
  }
}
