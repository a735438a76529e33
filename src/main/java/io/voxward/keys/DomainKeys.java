package io.voxward.keys;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.keys.store.DomainKeyRepository;
import io.voxward.keys.store.DomainKeyRepository.Purpose;
import io.voxward.keys.store.DomainKeyRepository.WrappedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of each domain: the key that seals its data and the seed of its secret transform,
 * both wrapped by the keystore. Opened secrets are kept in memory for the domains used last.
 */
@ApplicationScoped
public class DomainKeys {
  /** Opened domains kept in memory; each takes about 200 bytes. */
  private static final int KEPT = 4096;

  private static final int FIRST_GENERATION = 1;
  private static final float LOAD_FACTOR = 0.75f;

  private final DomainKeyRepository rows;
  private final KeyProvider provider;
  private final Clock clock;
  private final Map<Place, Opened> opened =
      new LinkedHashMap<>(64, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Opened> eldest) {
          return size() > KEPT;
        }
      };

  private record Place(TenantId tenant, DomainId domain) {}

  private record Rewrapped(Purpose purpose, WrappedSecret secret) {}

  private record Opened(DataKey dataKey, TransformSeed seed) {}

  /** Works on {@code rows} with the keys of {@code provider}. */
  public DomainKeys(DomainKeyRepository rows, KeyProvider provider, Clock clock) {
    this.rows = rows;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * Makes the secrets of a new domain under the provider's own key, in the caller's transaction.
   */
  @Transactional
  public void create(TenantId tenant, DomainId domain) {
    create(tenant, domain, null);
  }

  /**
   * Makes the secrets of a new domain, in the caller's transaction.
   *
   * @param key the tenant's name for the key that wraps them; absent for the provider's own
   */
  @Transactional
  public void create(TenantId tenant, DomainId domain, @Nullable String key) {
    String keyName = wrappingKey(tenant, key);
    for (Purpose purpose : Purpose.values()) {
      byte[] wrapped =
          provider.wrap(
              keyName,
              DataKey.newSecret(),
              context(tenant, domain, purpose, FIRST_GENERATION).bytes());
      rows.insert(
          tenant,
          domain,
          purpose,
          new WrappedSecret(FIRST_GENERATION, keyName, wrapped),
          clock.instant());
    }
  }

  private String wrappingKey(TenantId tenant, @Nullable String key) {
    return key == null ? provider.currentKey() : provider.namedKey(tenant, key);
  }

  /**
   * Wraps every secret of the domain under another key, in the caller's transaction: all of them
   * or, if it fails, none. The secrets themselves stay, so nothing that they sealed is touched.
   *
   * @param key the tenant's name for the new key; absent for the provider's own
   * @throws KeysException if a key cannot be made or used; the transaction may go on
   */
  @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = KeysException.class)
  public void wrapUnder(TenantId tenant, DomainId domain, @Nullable String key) {
    String keyName = wrappingKey(tenant, key);
    List<Rewrapped> all = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      for (WrappedSecret secret : rows.all(tenant, domain, purpose)) {
        byte[] wrapped =
            provider.wrap(
                keyName,
                unwrap(tenant, domain, purpose, secret),
                context(tenant, domain, purpose, secret.generation()).bytes());
        all.add(new Rewrapped(purpose, new WrappedSecret(secret.generation(), keyName, wrapped)));
      }
    }
    all.forEach(one -> rows.replace(tenant, domain, one.purpose(), one.secret()));
  }

  /**
   * The key that seals the domain's data now.
   *
   * @throws KeysException if the domain has none, or it was destroyed
   */
  @Transactional
  public DataKey dataKey(TenantId tenant, DomainId domain) {
    return open(tenant, domain).dataKey();
  }

  /** The seed of the domain's secret transform. */
  @Transactional
  public TransformSeed transformSeed(TenantId tenant, DomainId domain) {
    return open(tenant, domain).seed();
  }

  /** Destroys the domain's secrets: what they sealed is unreadable from then on. */
  @Transactional
  public void destroy(TenantId tenant, DomainId domain) {
    rows.delete(tenant, domain);
    forget(tenant, domain);
  }

  /** Drops the opened secrets of the domain from memory. */
  public void forget(TenantId tenant, DomainId domain) {
    synchronized (opened) {
      opened.remove(new Place(tenant, domain));
    }
  }

  private Opened open(TenantId tenant, DomainId domain) {
    Place place = new Place(tenant, domain);
    synchronized (opened) {
      Opened known = opened.get(place);
      if (known != null) {
        return known;
      }
    }
    WrappedSecret data = newest(tenant, domain, Purpose.DATA);
    WrappedSecret transform = newest(tenant, domain, Purpose.TRANSFORM);
    Opened fresh =
        new Opened(
            new DataKey(data.generation(), unwrap(tenant, domain, Purpose.DATA, data)),
            new TransformSeed(
                transform.generation(), unwrap(tenant, domain, Purpose.TRANSFORM, transform)));
    synchronized (opened) {
      opened.put(place, fresh);
    }
    return fresh;
  }

  private WrappedSecret newest(TenantId tenant, DomainId domain, Purpose purpose) {
    return rows.newest(tenant, domain, purpose)
        .orElseThrow(() -> new KeysException("domain " + domain + " has no secrets"));
  }

  private byte[] unwrap(TenantId tenant, DomainId domain, Purpose purpose, WrappedSecret secret) {
    return provider.unwrap(
        secret.masterKey(),
        secret.wrapped(),
        context(tenant, domain, purpose, secret.generation()).bytes());
  }

  private static SealContext context(
      TenantId tenant, DomainId domain, Purpose purpose, int generation) {
    return new SealContext(
        tenant, domain, "domain-secret", purpose.name(), Integer.toString(generation));
  }
}
