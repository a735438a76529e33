package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.engine.math.OrthogonalMatrix;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.TransformSeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secret transform of each domain, kept in memory for the domains used last. Making one takes
 * some tens of milliseconds.
 */
@ApplicationScoped
public class DomainSpaces implements DomainStep {
  /** Transforms kept; one of 192 dimensions takes about 150 kB. */
  private static final int KEPT = 256;

  private static final float LOAD_FACTOR = 0.75f;

  private final DomainKeys keys;
  private final Map<Place, Space> spaces =
      new LinkedHashMap<>(64, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Space> eldest) {
          return size() > KEPT;
        }
      };

  private record Place(TenantId tenant, DomainId domain, int dimension) {}

  /** A transform and its number in the domain's history. */
  record Space(int generation, OrthogonalMatrix matrix) {}

  /** Makes transforms from the seeds in {@code keys}. */
  public DomainSpaces(DomainKeys keys) {
    this.keys = keys;
  }

  /** The domain's transform for vectors of that dimension. */
  Space of(TenantId tenant, DomainId domain, int dimension) {
    TransformSeed seed = keys.transformSeed(tenant, domain);
    Place place = new Place(tenant, domain, dimension);
    synchronized (spaces) {
      Space known = spaces.get(place);
      if (known != null && known.generation() == seed.generation()) {
        return known;
      }
    }
    Space fresh = new Space(seed.generation(), OrthogonalMatrix.fromSeed(seed.bytes(), dimension));
    synchronized (spaces) {
      spaces.put(place, fresh);
    }
    return fresh;
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
}
