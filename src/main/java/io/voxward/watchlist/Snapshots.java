package io.voxward.watchlist;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.gallery.Gallery;
import io.voxward.voiceprint.DomainSpace;
import io.voxward.voiceprint.FraudsterVoiceprint;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.watchlist.store.FraudsterRepository;
import io.voxward.watchlist.store.FraudsterRepository.Membership;
import io.voxward.watchlist.store.GalleryStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the domains' fraudsters in memory, those of the domains searched last. Each search asks
 * the database for the state of the domain's gallery (one row by its key); where it is another than
 * the copy's, the copy is made anew, reading only the voices it does not hold: a fraudster's
 * voiceprint of one model is written once and never changed.
 *
 * <p>Bounds: {@link WatchlistConfig#galleryMegabytes}; only the copy used last may pass it alone.
 */
@ApplicationScoped
public class Snapshots implements DomainStep {
  private static final Logger LOG = Logger.getLogger(Snapshots.class);
  private static final long MEGABYTE = 1024L * 1024;
  private static final int LOCKS = 64;

  private final GalleryStates states;
  private final FraudsterRepository fraudsters;
  private final Voiceprints voiceprints;
  private final SnapshotShelf<Place> shelf;

  /** One copy of a domain is made at a time; who waits takes what was made meanwhile. */
  private final List<ReentrantLock> making =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  private record Place(TenantId tenant, DomainId domain, ModelId model) {}

  /** Reads {@code fraudsters} and their {@code voiceprints}. */
  public Snapshots(
      GalleryStates states,
      FraudsterRepository fraudsters,
      Voiceprints voiceprints,
      WatchlistConfig config,
      MeterRegistry meters) {
    this.states = states;
    this.fraudsters = fraudsters;
    this.voiceprints = voiceprints;
    this.shelf = new SnapshotShelf<>(config.galleryMegabytes() * MEGABYTE);
    meters.gauge("voxward.fraudsters.gallery.bytes", this, Snapshots::bytes);
  }

  /**
   * The domain's fraudsters as they are now.
   *
   * @param model whose voiceprints can be compared
   * @param only whether it is the only one: fraudsters of another are searched by nobody
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Snapshot of(TenantId tenant, DomainId domain, ModelId model, boolean only) {
    Place place = new Place(tenant, domain, model);
    // The state is read before the fraudsters: a copy may be newer than its state says, never
    // older.
    UUID state = states.current(tenant, domain);
    Snapshot known = shelf.find(place);
    if (known != null && known.isOf(state)) {
      return known;
    }
    ReentrantLock turn = making.get(Math.floorMod(place.hashCode(), LOCKS));
    turn.lock();
    try {
      Snapshot before = shelf.find(place);
      if (before != null && before.isOf(state)) {
        return before;
      }
      // A new space of the domain is a new state, too: it is read after the state, never older.
      DomainSpace space = voiceprints.space(tenant, domain);
      Snapshot fresh = make(place, state, space, before, only);
      shelf.keep(place, fresh);
      return fresh;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Makes a copy. Where there are two models a fraudster's voice may go from one to the other, so
   * nothing is taken out of the copy before.
   */
  private Snapshot make(
      Place place, UUID state, DomainSpace space, @Nullable Snapshot before, boolean only) {
    Map<GeneratedFraudsterId, List<WatchlistId>> memberships = new LinkedHashMap<>();
    for (Membership membership : fraudsters.memberships(place.tenant(), place.domain())) {
      memberships
          .computeIfAbsent(membership.fraudster(), id -> new ArrayList<>())
          .add(membership.watchlist());
    }
    Map<GeneratedFraudsterId, Gallery.Voice> voices =
        voices(place, space, only ? before : null, memberships.keySet());
    if (only && voices.size() < memberships.size()) {
      LOG.warnf(
          "%d of %d fraudsters have a voiceprint of another model than %s: they are not searched"
              + " until they are registered again or that model is configured as the previous one"
              + " domainId=%s",
          memberships.size() - voices.size(), memberships.size(), place.model(), place.domain());
    }
    List<GeneratedFraudsterId> ids = List.copyOf(voices.keySet());
    Map<WatchlistId, IntStream.Builder> rows = new HashMap<>();
    for (int row = 0; row < ids.size(); row++) {
      for (WatchlistId list : memberships.getOrDefault(ids.get(row), List.of())) {
        rows.computeIfAbsent(list, id -> IntStream.builder()).add(row);
      }
    }
    Map<WatchlistId, int[]> rowsOfLists = new HashMap<>();
    rows.forEach((list, some) -> rowsOfLists.put(list, some.build().toArray()));
    Gallery gallery = Gallery.of(place.model(), List.copyOf(voices.values()));
    return new Snapshot(state, space, ids, gallery, rowsOfLists);
  }

  /** The voice of each of these fraudsters, read or out of the copy before. */
  private Map<GeneratedFraudsterId, Gallery.Voice> voices(
      Place place, DomainSpace space, @Nullable Snapshot before, Set<GeneratedFraudsterId> wanted) {
    Map<GeneratedFraudsterId, Gallery.Voice> voices = new LinkedHashMap<>();
    Set<GeneratedFraudsterId> unread = new LinkedHashSet<>();
    boolean reusable = before != null && before.space().isThatOf(space);
    for (GeneratedFraudsterId fraudster : wanted) {
      Gallery.Voice voice = reusable && before != null ? before.voice(fraudster) : null;
      if (voice == null) {
        unread.add(fraudster);
      } else {
        voices.put(fraudster, voice);
      }
    }
    for (FraudsterVoiceprint read :
        voiceprints.ofFraudsters(
            place.tenant(), place.domain(), space, place.model(), List.copyOf(unread))) {
      voices.put(
          read.fraudster(), new Gallery.Voice(read.print().embedding(), read.print().netSpeech()));
    }
    return voices;
  }

  /** Memory taken by all copies, in bytes. */
  long bytes() {
    return shelf.bytes();
  }

  /** How many copies are in memory: one for a domain and model. */
  int domains() {
    return shelf.size();
  }

  /** Every node makes its copy anew at its next search, in the domain's newest space. */
  @Override
  public void renewed(Domain domain) {
    states.lock(domain.tenant(), domain.id());
    states.change(domain.tenant(), domain.id());
  }

  @Override
  public void suspended(Domain domain) {
    forget(domain.tenant(), domain.id());
  }

  @Override
  public void forget(TenantId tenant, DomainId domain) {
    shelf.dropAll(place -> place.tenant().equals(tenant) && place.domain().equals(domain));
  }
}
