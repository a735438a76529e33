package io.voxward.session;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells the observers what happens to sessions: for one session one call at a time, on a virtual
 * thread of its own; what happens meanwhile is gathered and told together, so nothing queues up.
 */
@ApplicationScoped
public class CallObservers {
  private static final Logger LOG = Logger.getLogger(CallObservers.class);

  private final List<CallObserver> observers;
  private final Executor executor;

  /** What waits to be told; present for a session exactly while a thread is telling. */
  private final Map<LiveSession, EnumSet<Happening>> waiting = new ConcurrentHashMap<>();

  /** Tells {@code observers} on virtual threads. */
  @Inject
  public CallObservers(@All List<CallObserver> observers) {
    this(observers, task -> Thread.ofVirtual().name("session-observer").start(task));
  }

  CallObservers(List<CallObserver> observers, Executor executor) {
    this.observers = List.copyOf(observers);
    this.executor = executor;
  }

  /** Tells this as soon as what is being told of the session is told. */
  public void tell(LiveSession session, Set<Happening> news) {
    if (news.isEmpty()) {
      return;
    }
    AtomicBoolean nobodyTells = new AtomicBoolean();
    waiting.compute(
        session,
        (key, already) -> {
          nobodyTells.set(already == null);
          EnumSet<Happening> all = EnumSet.copyOf(news);
          if (already != null) {
            all.addAll(already);
          }
          return all;
        });
    if (nobodyTells.get()) {
      executor.execute(() -> tellAll(session));
    }
  }

  private void tellAll(LiveSession session) {
    for (EnumSet<Happening> news = take(session); !news.isEmpty(); news = take(session)) {
      for (CallObserver observer : observers) {
        try {
          observer.happened(session, news);
        } catch (RuntimeException e) {
          LOG.errorf(e, "an observer failed sessionId=%s", session.id());
        }
      }
    }
  }

  /** Takes what waits; nothing means the telling is over. */
  private EnumSet<Happening> take(LiveSession session) {
    EnumSet<Happening> taken = EnumSet.noneOf(Happening.class);
    waiting.computeIfPresent(
        session,
        (key, news) -> {
          taken.addAll(news);
          return news.isEmpty() ? null : EnumSet.noneOf(Happening.class);
        });
    return taken;
  }
}
