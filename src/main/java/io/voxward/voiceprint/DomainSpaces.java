package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.TransformSeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** The spaces of each domain, kept in memory for the domains used last. */
@ApplicationScoped
public class DomainSpaces implements DomainStep {
  /** Spaces kept; one for vectors of 192 dimensions takes about 150 kB. */
  private static final int KEPT = 256;

  private static final float LOAD_FACTOR = 0.75f;

  private final DomainKeys keys;
  private final Map<Place, DomainSpace> spaces =
      new LinkedHashMap<>(64, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, DomainSpace> eldest) {
          return size() > KEPT;
        }
      };

  private record Place(TenantId tenant, DomainId domain, int generation) {}

  /** Makes transforms from the seeds in {@code keys}. */
  public DomainSpaces(DomainKeys keys) {
    this.keys = keys;
  }

  /** The domain's space of that number. */
  DomainSpace of(TenantId tenant, DomainId domain, int generation) {
    Place place = new Place(tenant, domain, generation);
    synchronized (spaces) {
      DomainSpace known = spaces.get(place);
      if (known != null) {
        return known;
      }
    }
    return keep(place, keys.transformSeed(tenant, domain, generation));
  }

  /** The domain's space that {@code seed} stands for. */
  DomainSpace of(TenantId tenant, DomainId domain, TransformSeed seed) {
    Place place = new Place(tenant, domain, seed.generation());
    synchronized (spaces) {
      DomainSpace known = spaces.get(place);
      if (known != null) {
        return known;
      }
    }
    return keep(place, seed);
  }

  private DomainSpace keep(Place place, TransformSeed seed) {
    DomainSpace fresh = new DomainSpace(seed);
    synchronized (spaces) {
      DomainSpace other = spaces.putIfAbsent(place, fresh);
      return other == null ? fresh : other;
    }
  }

  @Override
  public void suspended(Domain domain) {
    forget(domain.tenant(), domain.id());
  }

  @Override
  public void forget(TenantId tenant, DomainId domain) {
    synchronized (spaces) {
      spaces
          .keySet()
          .removeIf(place -> place.tenant().equals(tenant) && place.domain().equals(domain));
    }
  }

  @Override
  public void secretsChanged(TenantId tenant, DomainId domain) {
    forget(tenant, domain);
  }
}
