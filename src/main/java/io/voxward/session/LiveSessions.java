package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The sessions that this node holds, and how many it may hold. */
@ApplicationScoped
public class LiveSessions {
  /** When a full node is worth another try. */
  static final Duration RETRY = Duration.ofSeconds(5);

  private record Name(TenantId tenant, DomainId domain, SessionName name) {
    static Name of(LiveSession session) {
      return new Name(session.tenant(), session.domain(), session.name());
    }
  }

  private final SessionConfig config;
  private final Map<SessionId, LiveSession> byId = new ConcurrentHashMap<>();
  private final Map<Name, LiveSession> byName = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();

  /** Holds as many as {@code config} allows. */
  public LiveSessions(SessionConfig config) {
    this.config = config;
  }

  /**
   * Refuses to go on when no further session fits.
   *
   * @throws FailureException of kind {@link Failure.Overloaded}
   */
  void requireRoom() {
    if (byId.size() >= config.maxSessions()) {
      throw new FailureException(new Failure.Overloaded("this node's number of sessions", RETRY));
    }
  }

  void add(LiveSession session) {
    byId.put(session.id(), session);
    byName.put(Name.of(session), session);
  }

  void remove(LiveSession session) {
    byId.remove(session.id());
    byName.remove(Name.of(session), session);
  }

  /** The session of that id that this node holds. */
  public Optional<LiveSession> find(SessionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The session that this node holds, if it belongs there. */
  public Optional<LiveSession> find(TenantId tenant, DomainId domain, SessionRef ref) {
    @Nullable LiveSession found =
        switch (ref) {
          case SessionRef.Id(SessionId id) -> byId.get(id);
          case SessionRef.Named(SessionName name) -> byName.get(new Name(tenant, domain, name));
        };
    return Optional.ofNullable(found)
        .filter(session -> session.tenant().equals(tenant) && session.domain().equals(domain));
  }

  /** All of them. */
  public Collection<LiveSession> all() {
    return byId.values();
  }

  /** Takes a place for a stream; false when none is free. */
  boolean enterStream() {
    if (streams.incrementAndGet() > config.maxStreams()) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }

  void leaveStream() {
    streams.decrementAndGet();
  }

  /** How many streams are open. */
  public int streams() {
    return streams.get();
  }

  /** How many sessions there are. */
  public int size() {
    return byId.size();
  }
}
