package io.voxward.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.voxward.access.Limits;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.outbox.Outbox;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.session.store.OrphanRepository;
import io.voxward.session.store.SessionRepository;
import io.voxward.session.store.StreamRepository;
import io.voxward.speaker.Speakers;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** One of several nodes in one machine, over the database of the test: it hears with no network. */
final class Node {
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.PCMU, SampleRate.TELEPHONE, 1, 0);

  /** What nodes share. */
  @Singleton
  record Shared(
      SessionRepository rows,
      StreamRepository streams,
      OrphanRepository orphans,
      Limits limits,
      SessionEvents events,
      Outbox outbox,
      Domains domains,
      Speakers speakers,
      Profiles profiles,
      Clock clock) {}

  final LiveSessions live;
  final Sessions sessions;
  final List<StreamEnd> stopped = new ArrayList<>();
  private final NodeLease lease;
  private final Orphans orphans;

  Node(String name, Shared shared) {
    SessionConfig config = named(name);
    PlainEngine engine = new PlainEngine();
    live = new LiveSessions(config);
    orphans = new Orphans(shared.orphans(), shared.outbox(), config);
    SessionRecorder recorder =
        new SessionRecorder(
            shared.rows(),
            shared.streams(),
            shared.orphans(),
            shared.limits(),
            shared.events(),
            shared.outbox(),
            config,
            shared.clock());
    CallObservers observers = new CallObservers(List.of(recorder), Runnable::run);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TakeOvers takeOvers =
        new TakeOvers(
            orphans,
            live,
            engine,
            shared.domains(),
            shared.speakers(),
            shared.profiles(),
            config,
            shared.clock(),
            meters);
    sessions =
        new Sessions(
            live,
            shared.rows(),
            recorder,
            new SessionEnding(live, observers, new SessionFeed()),
            observers,
            engine,
            new CallLoad(config, shared.clock(), meters),
            takeOvers,
            orphans,
            shared.domains(),
            List.of(),
            shared.speakers(),
            config,
            shared.clock(),
            meters);
    lease = new NodeLease(orphans, live, config, meters);
  }

  private static SessionConfig named(String name) {
    return (SessionConfig)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {SessionConfig.class},
            (proxy, method, arguments) ->
                method.getName().equals("nodeId")
                    ? name
                    : method.invoke(SessionLimits.DEFAULT, arguments));
  }

  /** Begins a run. */
  void begin() {
    int _ = in(orphans::begin);
  }

  /** Renews the lease and looks after the sessions of others. */
  void round() {
    QuarkusTransaction.requiringNew().run(lease::round);
  }

  /** Is told to stop. */
  void stop() {
    QuarkusTransaction.requiringNew().run(() -> sessions.stop(new ShutdownDelayInitiatedEvent()));
  }

  LiveSession create(TenantId tenant, Domain domain, String name) {
    return in(() ->
        sessions.create(
            tenant,
            domain.id(),
            new SessionDraft(
                new SessionName(name), null, FORMAT, SessionSettings.AS_DOMAIN, null)));
  }

  LiveSession create(TenantId tenant, Domain domain, String name, Tuned tuned) {
    return in(() ->
        sessions.create(
            tenant,
            domain.id(),
            new SessionDraft(
                new SessionName(name), null, FORMAT, SessionSettings.AS_DOMAIN, tuned, null)));
  }

  StreamAdmission open(LiveSession session) {
    return in(
        () -> sessions.openStream(session.tenant(), session.domain(), session.id(), stopped::add));
  }

  /** Does something of this node's in a transaction, as its beans would. */
  <T> T in(Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }
}
