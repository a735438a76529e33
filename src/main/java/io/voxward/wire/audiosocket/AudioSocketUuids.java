package io.voxward.wire.audiosocket;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.session.LiveSession;
import io.voxward.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The UUIDs that calls were announced under. A UUID is the only thing that lets an AudioSocket call
 * in, so it is random (122 bits) and made here. Like the session it belongs to it lives in the
 * memory of one node and no longer than that session.
 */
@ApplicationScoped
public class AudioSocketUuids {
  private final AudioSocketConfig config;
  private final Sessions sessions;
  private final Map<UUID, Announced> announced = new ConcurrentHashMap<>();

  /** Whose call a UUID is. */
  record Announced(TenantId tenant, DomainId domain, SessionId session) {}

  /** For the {@code sessions} of this node. */
  public AudioSocketUuids(AudioSocketConfig config, Sessions sessions) {
    this.config = config;
    this.sessions = sessions;
  }

  /**
   * Passes where AudioSocket calls can come in.
   *
   * @throws FailureException naming {@code audio.via} where the port is off
   */
  public void requireOn() {
    if (config.port().isEmpty()) {
      throw FailureException.invalid(
          "audio.via", "cannot be audiosocket: its port is off, start with --audiosocket-port");
    }
  }

  /** The UUID under which the call of that session may come in, as often as the session lives. */
  public UUID announce(LiveSession session) {
    announced.values().removeIf(call -> sessions.held(call.session()).isEmpty());
    UUID uuid = UUID.randomUUID();
    announced.put(uuid, new Announced(session.tenant(), session.domain(), session.id()));
    return uuid;
  }

  /** Whose call it is; empty if nobody announced it or its session is gone. */
  Optional<Announced> find(UUID uuid) {
    return Optional.ofNullable(announced.get(uuid))
        .filter(call -> sessions.held(call.session()).isPresent());
  }
}
