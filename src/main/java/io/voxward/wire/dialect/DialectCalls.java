package io.voxward.wire.dialect;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import io.voxward.instance.PlatformSecret;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import io.voxward.session.CallFormat;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionState;
import io.voxward.session.SessionTuning;
import io.voxward.session.Sessions;
import io.voxward.session.StreamAdmission;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls of contact centers in: finds whose they are, makes or finds their sessions, opens
 * their streams. Everything here looks into the database: call it from a virtual thread, never from
 * an event loop.
 *
 * <p>A dialect's use of it, step by step:
 *
 * <ol>
 *   <li>{@link #byToken} or {@link #bySecret}: the installation, proved; its domain is the call's.
 *   <li>{@link CallParameters#of}: what the platform says about the call.
 *   <li>{@link #open}: the call, or a typed refusal. A call whose session was made elsewhere, over
 *       REST for example, is joined by {@link #join}.
 *   <li>The dialect says its own word of welcome, then {@link DialectCall#listen}.
 *   <li>{@link DialectCall#hear} and so on; in the end {@link DialectCall#closed} and {@link
 *       DialectCall#leave}.
 * </ol>
 */
@ApplicationScoped
public class DialectCalls {
  private static final Logger LOG = Logger.getLogger(DialectCalls.class);

  /** How often a name is looked for and made, when others make and end it meanwhile. */
  private static final int MOST_ATTEMPTS = 3;

  private final Instances instances;
  private final Sessions sessions;
  private final Profiles profiles;
  private final SessionFeed feed;
  private final Map<Dialect, CallMeters> meters = new EnumMap<>(Dialect.class);

  /** Lets calls in for the {@code instances} that are linked. */
  public DialectCalls(
      Instances instances,
      Sessions sessions,
      Profiles profiles,
      SessionFeed feed,
      MeterRegistry registry) {
    this.instances = instances;
    this.profiles = profiles;
    this.sessions = sessions;
    this.feed = feed;
    for (Dialect dialect : Dialect.values()) {
      meters.put(dialect, new CallMeters(registry, dialect));
    }
  }

  /** The installation of one of these kinds that a token or an API key belongs to. */
  public Link byToken(Dialect dialect, @Nullable String token, InstanceKind... kinds) {
    return counted(
        dialect,
        () -> {
          Optional<Instance> found =
              token == null || token.isBlank() ? Optional.empty() : instances.byToken(token);
          return found
              .filter(instance -> List.of(kinds).contains(instance.kind()))
              .<Link>map(Link.Linked::new)
              .orElseGet(() -> new Link.Refused(CallRefusal.notLinked("the token")));
        });
  }

  /**
   * The installation that a platform calls by this id, and whose secret passes the test: several
   * tenants may have linked the same id.
   *
   * @param proves whether the request is signed with that secret; called for each candidate
   */
  public Link bySecret(
      Dialect dialect, InstanceKind kind, String externalId, Predicate<PlatformSecret> proves) {
    return counted(
        dialect,
        () -> {
          List<Instance> candidates = instances.byExternalId(kind, externalId);
          if (candidates.isEmpty()) {
            return new Link.Refused(CallRefusal.notLinked("this " + kind.word() + " account"));
          }
          for (Instance candidate : candidates) {
            if (instances.secret(candidate).filter(proves).isPresent()) {
              instances.requireDomain(candidate);
              return new Link.Linked(candidate);
            }
          }
          return new Link.Refused(
              CallRefusal.notProven(
                  "the signature was not made with the secret of a linked installation"));
        });
  }

  private Link counted(Dialect dialect, Supplier<Link> search) {
    Link link;
    try {
      link = search.get();
    } catch (FailureException e) {
      link = new Link.Refused(CallRefusal.of(e.failure()));
    }
    if (link instanceof Link.Refused(CallRefusal why)) {
      refused(dialect, why);
    }
    return link;
  }

  /** Counts a call that a dialect refuses for a reason of its own. */
  public void refused(Dialect dialect, CallRefusal why) {
    meters(dialect).refused(why.reason());
  }

  /**
   * Opens the call of a linked installation: in the session of its name if this node holds one
   * (announced before, or a reconnect) or can go on with one whose node died or stopped, otherwise
   * in a new one. Parameters that differ from the session's change it.
   *
   * @param format how the audio is written; a session made before must have the same
   */
  public CallOpening open(
      Dialect dialect,
      Instance instance,
      CallParameters parameters,
      CallFormat format,
      CallListener listener) {
    return opened(
        dialect,
        listener,
        () -> {
          DomainId domain = instances.requireDomain(instance).id();
          return joinedOrMade(instance.tenant(), domain, parameters, format);
        });
  }

  /**
   * Opens the call of a session that was made before, by REST or Voice ID.
   *
   * @param format how the audio is written; the session must have the same
   */
  public CallOpening join(
      Dialect dialect,
      TenantId tenant,
      DomainId domain,
      SessionRef ref,
      CallFormat format,
      CallListener listener) {
    return opened(
        dialect,
        listener,
        () -> {
          LiveSession session =
              sessions
                  .join(tenant, domain, ref)
                  .orElseGet(() -> sessions.require(tenant, domain, ref));
          requireFormat(session, format);
          return new Found(session, false);
        });
  }

  /** A session and whether it was made for this call. */
  private record Found(LiveSession session, boolean made) {}

  private CallOpening opened(Dialect dialect, CallListener listener, Supplier<Found> search) {
    CallOpening opening;
    try {
      opening = opened(search.get(), meters(dialect), listener);
    } catch (FailureException e) {
      opening = new CallOpening.Refused(CallRefusal.of(e.failure()));
    } catch (RuntimeException e) {
      String incident = Alphanumeric.random();
      LOG.errorf(e, "a call could not be opened dialect=%s incident=%s", dialect.word(), incident);
      opening = new CallOpening.Refused(CallRefusal.of(new Failure.Internal(incident)));
    }
    if (opening instanceof CallOpening.Refused(CallRefusal why)) {
      refused(dialect, why);
    } else {
      meters(dialect).opened();
    }
    return opening;
  }

  private CallOpening opened(Found found, CallMeters counted, CallListener listener) {
    LiveSession session = found.session();
    DialectCall call = new DialectCall(session, counted, listener);
    call.follow(feed);
    StreamAdmission admission =
        sessions.openStream(session.tenant(), session.domain(), session.id(), call::stopped);
    return switch (admission) {
      case StreamAdmission.Open(var stream) -> {
        call.opened(stream);
        yield new CallOpening.Opened(call);
      }
      case StreamAdmission.Refused(var why) -> {
        call.leave();
        if (found.made()) {
          var _ = sessions.end(session);
        }
        yield new CallOpening.Refused(CallRefusal.of(why));
      }
    };
  }

  private Found joinedOrMade(
      TenantId tenant, DomainId domain, CallParameters parameters, CallFormat format) {
    for (int attempt = 1; ; attempt++) {
      Optional<LiveSession> held = held(tenant, domain, parameters.sessionName());
      if (held.isPresent()) {
        return new Found(changed(held.get(), parameters, format), false);
      }
      try {
        Tuned tuned = profiles.choose(tenant, domain, "", parameters.profile(), Tuning.NONE);
        return new Found(sessions.create(tenant, domain, draft(parameters, format, tuned)), true);
      } catch (FailureException e) {
        if (attempt >= MOST_ATTEMPTS || !isNameInUse(e)) {
          throw e;
        }
      }
    }
  }

  private Optional<LiveSession> held(TenantId tenant, DomainId domain, @Nullable SessionName name) {
    return name == null
        ? Optional.empty()
        : sessions
            .join(tenant, domain, new SessionRef.Named(name))
            .filter(session -> !(session.state() instanceof SessionState.Ended));
  }

  private LiveSession changed(LiveSession session, CallParameters parameters, CallFormat format) {
    requireFormat(session, format);
    sessions.change(
        session, parameters.speaker(), parameters::on, tuned(session, parameters.profile()));
    return session;
  }

  /** What the session is tuned by from now on; absent where the call changes nothing about it. */
  private @Nullable Tuned tuned(LiveSession session, @Nullable ProfileRef named) {
    SessionTuning before = session.tuning();
    if (named == null || before.isLost() || named.means(before.profile())) {
      return null;
    }
    return profiles.choose(session.tenant(), session.domain(), "", named, before.tuned().inline());
  }

  private static void requireFormat(LiveSession session, CallFormat format) {
    if (!session.format().equals(format)) {
      throw FailureException.invalid(
          "audio",
          "the session of this name was made for "
              + words(session.format())
              + ", and the call is "
              + words(format));
    }
  }

  private static String words(CallFormat format) {
    return format.encoding() + " " + format.rate() + " with " + format.channels() + " channel(s)";
  }

  private static SessionDraft draft(CallParameters parameters, CallFormat format, Tuned tuned) {
    return new SessionDraft(
        parameters.sessionName(),
        parameters.speaker(),
        format,
        parameters.on(SessionSettings.AS_DOMAIN),
        tuned,
        null);
  }

  private static boolean isNameInUse(FailureException e) {
    return e.failure() instanceof Failure.Conflict conflict
        && conflict.kind() == ConflictKind.NAME_IN_USE;
  }

  private CallMeters meters(Dialect dialect) {
    CallMeters counted = meters.get(dialect);
    if (counted == null) {
      throw new IllegalStateException("every dialect is counted");
    }
    return counted;
  }
}
