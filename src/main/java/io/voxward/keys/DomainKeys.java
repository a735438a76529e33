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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of each domain: the key that seals its data and the seed of its secret transform,
 * both wrapped by the key provider. Each is counted from 1; while they are renewed the older ones
 * stay, until nothing needs them. Opened secrets are kept in memory for the domains used last.
 */
@ApplicationScoped
public class DomainKeys {
  private static final Logger LOG = Logger.getLogger(DomainKeys.class);

  /** Opened domains kept in memory; each takes about 400 bytes. */
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

  /** All secrets of a domain by their generation, the newest last. */
  private record Opened(TreeMap<Integer, DataKey> dataKeys, TreeMap<Integer, TransformSeed> seeds) {
    boolean has(Generations wanted) {
      return dataKeys.containsKey(wanted.dataKey()) && seeds.containsKey(wanted.transform());
    }
  }

  /** The numbers of a domain's secrets. */
  public record Generations(int dataKey, int transform) {}

  /**
   * What something is sealed with now.
   *
   * @param dataKey the key that seals
   * @param seed of the transform that voices go through before
   */
  public record Sealing(DataKey dataKey, TransformSeed seed) {}

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
      add(tenant, domain, purpose, FIRST_GENERATION, keyName);
    }
  }

  private void add(
      TenantId tenant, DomainId domain, Purpose purpose, int generation, String keyName) {
    byte[] wrapped =
        provider.wrap(
            keyName, DataKey.newSecret(), context(tenant, domain, purpose, generation).bytes());
    rows.insert(
        tenant, domain, purpose, new WrappedSecret(generation, keyName, wrapped), clock.instant());
  }

  /** The provider's name of the key that a tenant knows by {@code key}, or of its own. */
  public String wrappingKey(TenantId tenant, @Nullable String key) {
    return key == null ? provider.currentKey() : provider.namedKey(tenant, key);
  }

  /**
   * Makes new secrets beside the old ones, in the caller's transaction: what is sealed from its
   * commit on is sealed with them, on every node.
   *
   * @param key the tenant's name for the key that wraps them; absent for the provider's own
   * @param transform whether the transform is new, too, and not only the data key
   * @return the numbers of the secrets in use now
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Generations renew(
      TenantId tenant, DomainId domain, @Nullable String key, boolean transform) {
    String keyName = wrappingKey(tenant, key);
    Generations now = generations(tenant, domain);
    Generations next =
        new Generations(now.dataKey() + 1, transform ? now.transform() + 1 : now.transform());
    add(tenant, domain, Purpose.DATA, next.dataKey(), keyName);
    if (transform) {
      add(tenant, domain, Purpose.TRANSFORM, next.transform(), keyName);
    }
    return next;
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
      for (WrappedSecret secret : rows.lockAll(tenant, domain, purpose)) {
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
   * What to seal with, in the caller's transaction: until it ends these secrets are not destroyed,
   * so what it seals can be opened.
   *
   * @throws KeysException if the domain has none, or they were destroyed
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Sealing sealing(TenantId tenant, DomainId domain) {
    Generations newest =
        rows.hold(tenant, domain).orElseThrow(() -> new KeysException(none(domain)));
    Opened known = open(tenant, domain, newest);
    return new Sealing(
        Objects.requireNonNull(known.dataKeys().get(newest.dataKey())),
        Objects.requireNonNull(known.seeds().get(newest.transform())));
  }

  /** The numbers of the domain's newest secrets, as the database says. */
  @Transactional
  public Generations generations(TenantId tenant, DomainId domain) {
    return rows.newest(tenant, domain).orElseThrow(() -> new KeysException(none(domain)));
  }

  /**
   * Whether these secrets are there. Where they are not, what was read a moment ago was sealed anew
   * meanwhile, or all is destroyed.
   */
  @Transactional
  public boolean has(TenantId tenant, DomainId domain, Generations wanted) {
    Opened known = known(tenant, domain);
    return (known != null && known.has(wanted)) || read(tenant, domain).has(wanted);
  }

  /**
   * The newest key that seals the domain's data, as far as this node knows.
   *
   * @throws KeysException if the domain has none, or it was destroyed
   */
  @Transactional
  public DataKey dataKey(TenantId tenant, DomainId domain) {
    return any(tenant, domain).dataKeys().lastEntry().getValue();
  }

  /**
   * The domain's key of that number.
   *
   * @throws KeysException if the domain has none, or it was destroyed
   */
  @Transactional
  public DataKey dataKey(TenantId tenant, DomainId domain, int generation) {
    Opened known = known(tenant, domain);
    DataKey found = known == null ? null : known.dataKeys().get(generation);
    return required(found == null ? read(tenant, domain).dataKeys().get(generation) : found);
  }

  /**
   * Seals something with the domain's newest data key that was sealed with an older one.
   *
   * @param what what it is, for the log
   * @param generation the older key's
   * @param context what it is bound to, before and after
   * @param newest what the caller's transaction holds
   * @return absent if it does not open: its key is gone, or it was changed
   */
  public byte @Nullable [] sealedAnew(
      String what,
      TenantId tenant,
      DomainId domain,
      int generation,
      byte[] sealed,
      SealContext context,
      Sealing newest) {
    if (!has(tenant, domain, new Generations(generation, newest.seed().generation()))) {
      LOG.errorf("%s is sealed with a key that is gone domainId=%s", what, domain);
      return null;
    }
    try {
      return newest
          .dataKey()
          .seal(dataKey(tenant, domain, generation).open(sealed, context), context);
    } catch (KeysException e) {
      LOG.errorf("%s does not open domainId=%s (%s)", what, domain, e.getMessage());
      return null;
    }
  }

  /** The seed of the domain's newest secret transform, as far as this node knows. */
  @Transactional
  public TransformSeed transformSeed(TenantId tenant, DomainId domain) {
    return any(tenant, domain).seeds().lastEntry().getValue();
  }

  /**
   * The seed of the domain's transform of that number.
   *
   * @throws KeysException if the domain has none, or it was destroyed
   */
  @Transactional
  public TransformSeed transformSeed(TenantId tenant, DomainId domain, int generation) {
    Opened known = known(tenant, domain);
    TransformSeed found = known == null ? null : known.seeds().get(generation);
    return required(found == null ? read(tenant, domain).seeds().get(generation) : found);
  }

  private static <T> T required(@Nullable T secret) {
    if (secret == null) {
      throw new KeysException("a secret of that number is not there, or was destroyed");
    }
    return secret;
  }

  /** How many of the domain's secrets are older than its newest ones. */
  @Transactional
  public int older(TenantId tenant, DomainId domain) {
    return rows.countOlder(tenant, domain);
  }

  /** The domains with secrets that are older than their newest, by tenant. */
  @Transactional
  public Map<TenantId, Set<DomainId>> withOlder() {
    return rows.withOlder();
  }

  /**
   * Locks the secrets that are older than the newest, in the caller's transaction: whoever still
   * seals with them has committed when this returns, and nobody begins to.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void lockOlder(TenantId tenant, DomainId domain) {
    rows.lockOlder(tenant, domain);
  }

  /**
   * Destroys the secrets that are older than the newest, in the caller's transaction, after {@link
   * #lockOlder}: what is still sealed with them is unreadable from then on, from a backup, too.
   *
   * @return how many there were
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public int destroyOlder(TenantId tenant, DomainId domain) {
    int destroyed = rows.deleteOlder(tenant, domain);
    forget(tenant, domain);
    return destroyed;
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

  /** How many secrets of domains lie under each wrapping key, over all tenants. */
  @Transactional
  public Map<String, Long> byWrappingKey() {
    return rows.byWrappingKey();
  }

  /**
   * The domains of a tenant with a secret that is under another key than this one, each with the
   * keys it is under.
   */
  @Transactional
  public Map<DomainId, Set<String>> notUnder(TenantId tenant, String keyName) {
    return rows.notUnder(tenant, keyName);
  }

  private @Nullable Opened known(TenantId tenant, DomainId domain) {
    synchronized (opened) {
      return opened.get(new Place(tenant, domain));
    }
  }

  private Opened any(TenantId tenant, DomainId domain) {
    Opened known = known(tenant, domain);
    Opened found = known == null ? read(tenant, domain) : known;
    if (found.dataKeys().isEmpty() || found.seeds().isEmpty()) {
      throw new KeysException(none(domain));
    }
    return found;
  }

  private Opened open(TenantId tenant, DomainId domain, Generations wanted) {
    Opened known = known(tenant, domain);
    return known != null && known.has(wanted) ? known : read(tenant, domain);
  }

  /** Opens every secret there is now, and keeps them. */
  private Opened read(TenantId tenant, DomainId domain) {
    TreeMap<Integer, DataKey> dataKeys = new TreeMap<>();
    TreeMap<Integer, TransformSeed> seeds = new TreeMap<>();
    for (Purpose purpose : EnumSet.allOf(Purpose.class)) {
      for (WrappedSecret secret : rows.all(tenant, domain, purpose)) {
        int generation = secret.generation();
        byte[] plain = unwrap(tenant, domain, purpose, secret);
        switch (purpose) {
          case DATA -> dataKeys.put(generation, new DataKey(generation, plain));
          case TRANSFORM -> seeds.put(generation, new TransformSeed(generation, plain));
        }
      }
    }
    Opened fresh = new Opened(dataKeys, seeds);
    if (!dataKeys.isEmpty() && !seeds.isEmpty()) {
      synchronized (opened) {
        opened.put(new Place(tenant, domain), fresh);
      }
    }
    return fresh;
  }

  private static String none(DomainId domain) {
    return "domain " + domain + " has no secrets";
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
