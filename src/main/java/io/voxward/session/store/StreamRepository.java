package io.voxward.session.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.session.SessionRecord;
import io.voxward.session.StreamEnd;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Remembers the streams of sessions: when each began and how it ended. */
@ApplicationScoped
public class StreamRepository implements PanacheRepositoryBase<StreamRow, StreamRow.Key> {

  /** Adds a stream that has begun; adding it again changes nothing. Says whether it was new. */
  public boolean begin(SessionRecord session, int number, String node, Instant at) {
    if (findById(key(session, number)) != null) {
      return false;
    }
    StreamRow row = new StreamRow();
    row.tenantId = session.tenant().value();
    row.domainId = session.domain().value();
    row.sessionId = session.id().value();
    row.streamNumber = number;
    row.nodeId = node;
    row.startedAt = at;
    persist(row);
    return true;
  }

  /**
   * Writes how a stream ended and the session's net speech up to then; says whether that was not
   * written before.
   */
  public boolean end(SessionRecord session, int number, StreamEnd why, Instant at) {
    StreamRow row = findById(key(session, number));
    if (row == null || row.endedAt != null) {
      return false;
    }
    row.endedAt = at;
    row.endReason = why.name();
    row.netSpeechSeconds = session.netSpeechSeconds();
    return true;
  }

  private static StreamRow.Key key(SessionRecord session, int number) {
    return new StreamRow.Key(
        session.tenant().value(), session.domain().value(), session.id().value(), number);
  }
}
