package io.voxward.lab.load;

import io.voxward.client.AnnouncedCall;
import io.voxward.client.Audio;
import io.voxward.client.KinesisCall;
import io.voxward.client.LinkedInstance;
import io.voxward.client.NewInstance;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.client.platform.AudioHookCall;
import io.voxward.client.platform.ConnectMedia;
import io.voxward.client.platform.L16Call;
import io.voxward.client.platform.L16Platform;
import io.voxward.client.platform.NewCall;
import io.voxward.client.platform.PlatformCall;
import io.voxward.client.platform.TwilioCall;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where a load's calls come from: for a platform an installation of its own, which is linked to the
 * load's domain and unlinked in the end.
 */
final class Exchange implements AutoCloseable {
  private static final String INSTANCE = "arn:aws:connect:eu-central-1:123456789012:instance/";
  private static final String STREAM = "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/";

  private final Dialect dialect;
  private final VoxwardClient client;
  private final URI service;
  private final String domainId;
  private final int port;
  private final String authToken = UUID.randomUUID().toString().replace("-", "");
  private final @Nullable KinesisServer kinesis;
  private final @Nullable LinkedInstance linked;

  /** A call that can begin: what it says, and the id or name of its session. */
  record Begun(Talk talk, String session) {}

  private Exchange(Dialect dialect, VoxwardClient client, URI service, String domainId, int port) {
    this.dialect = dialect;
    this.client = client;
    this.service = service;
    this.domainId = domainId;
    this.port = port;
    this.kinesis = dialect == Dialect.KINESIS ? new KinesisServer(port) : null;
    this.linked = dialect.instanceKind().isEmpty() ? null : client.linkInstance(installation());
  }

  /**
   * The installation for a load in {@code dialect}, linked.
   *
   * @param port where the service listens for AudioSocket, or where it fetches the media of Kinesis
   *     Video Streams; of no use to the other dialects
   */
  static Exchange open(
      Dialect dialect, VoxwardClient client, URI service, String domainId, int port) {
    return new Exchange(dialect, client, service, domainId, port);
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
        InetSocketAddress address = new InetSocketAddress(service.getHost(), port);
        yield new Begun(new AudioSocketTalk(address, call), call.sessionId());
      }
      case KINESIS -> new Begun(new KinesisTalk(fetched(name, speaker)), name);
      default -> new Begun(new PlatformTalk(service, call(new NewCall(name, speaker))), name);
    };
  }

  /** Tells the service of a call and waits until it has asked for its media. */
  private SocketChannel fetched(String name, @Nullable String speaker) {
    KinesisServer server = Objects.requireNonNull(kinesis, "its media is served");
    LinkedInstance link = Objects.requireNonNull(linked, "an instance is linked");
    String stream = STREAM + UUID.randomUUID() + "/1";
    CompletableFuture<SocketChannel> asked = server.expect(stream);
    client.fetch(
        new KinesisCall(
            INSTANCE + link.externalId(),
            ConnectMedia.CONTACT,
            stream,
            Long.toString(ConnectMedia.BEFORE_FIRST),
            name,
            speaker));
    return asked.join();
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
      case VOXWARD, AUDIOSOCKET, KINESIS ->
          throw new IllegalStateException(dialect + " is no platform");
    };
  }

  /** Unlinks the installation. */
  @Override
  public void close() {
    KinesisServer server = kinesis;
    if (server != null) {
      server.close();
    }
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
