package io.voxward.wire.kinesis;

import io.voxward.access.Caller;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.domain.Domain;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionSettings;
import io.voxward.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** The sessions of calls that a linked Amazon Connect instance tells of. */
@ApplicationScoped
public class ConnectCalls {
  private final Instances instances;
  private final Sessions sessions;

  /** Finds domains by {@code instances} and makes {@code sessions} in them. */
  public ConnectCalls(Instances instances, Sessions sessions) {
    this.instances = instances;
    this.sessions = sessions;
  }

  /**
   * The session of a call: the one of its name that is under way, or a new one.
   *
   * @throws FailureException if the instance is linked with no domain that the caller may use, or
   *     the session cannot be made or changed
   */
  LiveSession session(Caller caller, ConnectCallRequest request) {
    InstanceArn arn = request.instance();
    Instance instance =
        Stream.of(arn.id(), arn.value())
            .flatMap(name -> instances.byExternalId(InstanceKind.CONNECT, name).stream())
            .filter(linked -> linked.tenant().equals(caller.tenant()))
            .filter(linked -> caller.scope().covers(linked.domain()))
            .findFirst()
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.INSTANCE));
    Domain domain = instances.requireDomain(instance);
    SessionName name = request.name();
    LiveSession underWay =
        sessions.held(domain.tenant(), domain.id(), new SessionRef.Named(name)).orElse(null);
    if (underWay != null) {
      sessions.change(underWay, request.speaker(), request::settingsOn);
      return underWay;
    }
    return sessions.create(
        domain.tenant(),
        domain.id(),
        new SessionDraft(
            name,
            request.speaker(),
            Pulls.FORMAT,
            request.settingsOn(SessionSettings.AS_DOMAIN),
            arn.contact(request.contact())));
  }
}
