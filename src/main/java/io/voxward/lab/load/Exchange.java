package io.voxward.lab.load;

import io.voxward.client.AnnouncedCall;
import io.voxward.client.Audio;
import io.voxward.client.LinkedInstance;
import io.voxward.client.NewInstance;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.client.platform.AudioHookCall;
import io.voxward.client.platform.L16Call;
import io.voxward.client.platform.L16Platform;
import io.voxward.client.platform.NewCall;
import io.voxward.client.platform.PlatformCall;
import io.voxward.client.platform.TwilioCall;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a load's calls come from: for a platform an installation of its own, which is linked to the
 * load's domain and unlinked in the end.
 */
final class Exchange implements AutoCloseable {
  private final Dialect dialect;
  private final VoxwardClient client;
  private final URI service;
  private final String domainId;
  private final int audioSocketPort;
  private final String authToken = UUID.randomUUID().toString().replace("-", "");
  private final @Nullable LinkedInstance linked;

  /** A call that can begin: what it says, and the id or name of its session. */
  record Begun(Talk talk, String session) {}

  private Exchange(
      Dialect dialect, VoxwardClient client, URI service, String domainId, int audioSocketPort) {
    this.dialect = dialect;
    this.client = client;
    this.service = service;
    this.domainId = domainId;
    this.audioSocketPort = audioSocketPort;
    this.linked = dialect.instanceKind().isEmpty() ? null : client.linkInstance(installation());
  }

  /**
   * The installation for a load in {@code dialect}, linked.
   *
   * @param audioSocketPort the service's port for AudioSocket; of no use to the other dialects
   */
  static Exchange open(
      Dialect dialect, VoxwardClient client, URI service, String domainId, int audioSocketPort) {
    return new Exchange(dialect, client, service, domainId, audioSocketPort);
  }

  private NewInstance installation() {
    String id = UUID.randomUUID().toString();
    return switch (dialect) {
      case AUDIOHOOK -> new NewInstance(dialect.instanceKind(), id, domainId, null);
      case TWILIO ->
          new NewInstance(dialect.instanceKind(), "AC" + id.replace("-", ""), domainId, authToken);
      default -> new NewInstance(dialect.instanceKind(), "lab-load-" + id, domainId, null);
    };
  }

  /** Begins a call of somebody who says to be {@code speaker}. */
  Begun begin(String name, @Nullable String speaker) {
    return switch (dialect) {
      case VOXWARD -> {
        StartedSession session =
            client.startSession(domainId, new NewSession(name, speaker, Audio.TELEPHONE));
        yield new Begun(new OwnTalk(session), session.sessionId());
      }
      case AUDIOSOCKET -> {
        AnnouncedCall call = client.announceAudioSocket(domainId, name, speaker);
        InetSocketAddress address = new InetSocketAddress(service.getHost(), audioSocketPort);
        yield new Begun(new AudioSocketTalk(address, call), call.sessionId());
      }
      default -> new Begun(new PlatformTalk(service, call(new NewCall(name, speaker))), name);
    };
  }

  private PlatformCall call(NewCall call) {
    LinkedInstance link = Objects.requireNonNull(linked, "a platform is linked");
    String authority = service.getAuthority();
    return switch (dialect) {
      case AUDIOHOOK -> new AudioHookCall(link, authority, call, Clock.systemUTC().instant());
      case TWILIO -> new TwilioCall(link, authToken, authority, call);
      case JAMBONZ -> new L16Call(L16Platform.JAMBONZ, link, call);
      case FREESWITCH -> new L16Call(L16Platform.FREESWITCH, link, call);
      case AUDIOSTREAM -> new L16Call(L16Platform.AUDIOSTREAM, link, call);
      case VONAGE -> new L16Call(L16Platform.VONAGE, link, call);
      case ASTERISK -> new L16Call(L16Platform.ASTERISK, link, call);
      case VOXWARD, AUDIOSOCKET -> throw new IllegalStateException(dialect + " is no platform");
    };
  }

  /** Unlinks the installation. */
  @Override
  public void close() {
    LinkedInstance link = linked;
    if (link != null) {
      client.unlinkInstance(link.instanceId());
    }
  }

  @Override
  public String toString() {
    return "Exchange[" + dialect + "]";
  }
}
