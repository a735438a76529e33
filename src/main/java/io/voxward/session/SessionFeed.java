package io.voxward.session;

import io.voxward.common.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells listeners on this node the news of one session, in the order it happened. */
@ApplicationScoped
public class SessionFeed {
  private final Map<SessionId, List<Consumer<SessionNews>>> listeners = new ConcurrentHashMap<>();

  /** Takes a listener off again. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells {@code listener} everything from now on; it must return soon and never throw. */
  public Subscription subscribe(SessionId session, Consumer<SessionNews> listener) {
    listeners.compute(
        session,
        (id, all) -> {
          List<Consumer<SessionNews>> list = all == null ? new CopyOnWriteArrayList<>() : all;
          list.add(listener);
          return list;
        });
    return () ->
        listeners.computeIfPresent(
            session,
            (id, all) -> {
              all.remove(listener);
              return all.isEmpty() ? null : all;
            });
  }

  /** Tells everyone who listens to the session. */
  public void publish(SessionId session, SessionNews news) {
    listeners.getOrDefault(session, List.of()).forEach(listener -> listener.accept(news));
  }
}
