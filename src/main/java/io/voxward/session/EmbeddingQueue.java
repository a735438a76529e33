package io.voxward.session;

import io.voxward.engine.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose speech waits to be embedded, in the order of their deadlines: where a decision
 * waits, those at their last look first, then whoever waits longest; apart from them the calls for
 * which nobody waits. A call is in it once at most. Safe for use by several threads.
 */
final class EmbeddingQueue {
  /** More in one run gain nothing and hold the thread longer. */
  private static final int MOST_TOGETHER = 8;

  /**
   * A call that waits.
   *
   * @param since when its last sound came
   * @param lastLook whether its decision cannot wait for more speech
   * @param seconds how long the stretch is
   * @param number counts all that ever waited
   */
  record Place(LiveSession session, Instant since, boolean lastLook, double seconds, long number) {}

  private static final Comparator<Place> ORDER =
      Comparator.comparing((Place place) -> !place.lastLook())
          .thenComparing(Place::since)
          .thenComparingLong(Place::number);

  private final TreeSet<Place> now = new TreeSet<>(ORDER);
  private final TreeSet<Place> soon = new TreeSet<>(ORDER);
  private long numbers;

  /** Adds a call. */
  synchronized void add(LiveSession session, Due due, Instant since) {
    boolean decides = due == Due.NOW;
    Place place =
        new Place(session, since, decides && session.atLastLook(), session.dueSeconds(), numbers++);
    of(due).add(place);
  }

  private Set<Place> of(Due due) {
    return switch (due) {
      case NOW -> now;
      case SOON -> soon;
      case NOTHING -> throw new IllegalArgumentException("nothing of this call waits");
    };
  }

  /**
   * Takes the most urgent call and those with a stretch of the same length that fit into one run.
   *
   * @param together seconds of speech of one run at most, a single stretch apart
   * @return empty when nobody waits
   */
  synchronized List<Place> take(Due due, double together) {
    List<Place> taken = new ArrayList<>();
    double seconds = 0;
    Iterator<Place> waiting = of(due).iterator();
    while (waiting.hasNext() && taken.size() < MOST_TOGETHER) {
      Place next = waiting.next();
      boolean fits =
          taken.isEmpty()
              || (next.seconds() == taken.getFirst().seconds()
                  && seconds + next.seconds() <= together);
      if (fits) {
        taken.add(next);
        seconds += next.seconds();
        waiting.remove();
      }
    }
    return taken;
  }

  /** How many wait. */
  synchronized int size(Due due) {
    return of(due).size();
  }

  /** Since when the speech of such a call waits for longest; absent when none does. */
  synchronized @Nullable Instant oldest(Due due) {
    return of(due).stream().map(Place::since).min(Comparator.naturalOrder()).orElse(null);
  }
}
