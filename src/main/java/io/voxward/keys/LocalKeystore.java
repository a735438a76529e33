package io.voxward.keys;

import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The default key provider: a PKCS#12 keystore in the data directory, made on first start with one
 * wrapping key and one signing key, one more wrapping key for each rotation, and one key for each
 * name a tenant gives. Every node of an installation needs the same keystore; several processes may
 * share the file: whoever adds a key holds a lock beside it, reads it anew, and puts a whole new
 * file in its place.
 */
@ApplicationScoped
@Typed(LocalKeystore.class)
public class LocalKeystore implements RotatingKeys {
  private static final String WRAPPING = "wrapping-";
  private static final Pattern WRAPPING_KEY = Pattern.compile(WRAPPING + "([1-9][0-9]{0,8})");
  private static final String SIGNING_KEY = "signing-1";
  private static final String RECEIPT_KEY = "receipts-1";
  private static final String NAMED = "named-";
  private static final int PASSWORD_BYTES = 32;
  private static final String MAC = "HmacSHA256";
  private static final String SEALED_BY = "PBEWithHmacSHA256AndAES_256";
  private static final int SALT_BYTES = 20;
  private static final int ROUNDS_FOR_A_RANDOM_PASSWORD = 1000;

  private final Path file;
  private final char[] password;
  private final boolean ownPassword;
  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private volatile Contents contents = new Contents("", List.of());

  /**
   * What is known of the file.
   *
   * @param stamp tells whether it is still the same file
   * @param wrapping its wrapping keys, the newest last
   */
  private record Contents(String stamp, List<String> wrapping) {
    Contents {
      wrapping = List.copyOf(wrapping);
    }
  }

  /** Opens the keystore, making it when there is none. */
  public LocalKeystore(KeysConfig config) {
    file = config.keystore().toAbsolutePath();
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      ownPassword = config.keystorePassword().isEmpty();
      password = config.keystorePassword().orElseGet(() -> passwordBeside(file)).toCharArray();
      if (!Files.exists(file)) {
        change(this::addOwnKeys);
      }
      KeyStore store = look();
      keep(store, contents.wrapping().getLast());
      keep(store, SIGNING_KEY);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeysException(
          "cannot open the keystore "
              + file
              + ": give its password by VOXWARD_KEYSTORE_PASSWORD, or restore the file and the"
              + " password file beside it from a backup",
          e);
    }
  }

  private static String passwordBeside(Path keystore) {
    Path file = keystore.resolveSibling(keystore.getFileName() + ".password");
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFile.write(file, password.getBytes(StandardCharsets.UTF_8));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new KeysException("cannot read or make the keystore's password file " + file, e);
    }
  }

  /** Changes a keystore; says whether it did. */
  private interface Addition {
    boolean to(KeyStore store) throws GeneralSecurityException;
  }

  private boolean addOwnKeys(KeyStore store) throws GeneralSecurityException {
    boolean wrapping = add(store, WRAPPING + 1, "AES");
    boolean signing = add(store, SIGNING_KEY, MAC);
    return wrapping || signing;
  }

  private boolean add(KeyStore store, String alias, String algorithm)
      throws GeneralSecurityException {
    return add(store, alias, algorithm, DataKey.newSecret());
  }

  private boolean add(KeyStore store, String alias, String algorithm, byte[] secret)
      throws GeneralSecurityException {
    if (store.containsAlias(alias)) {
      return false;
    }
    store.setEntry(
        alias, new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, algorithm)), protection());
    return true;
  }

  /**
   * Hashing many times over makes guessing slow. A password that a person chose gets the Java
   * machine's full number; one of 32 random bytes cannot be guessed, and takes a start no time.
   */
  private KeyStore.ProtectionParameter protection() {
    if (!ownPassword) {
      return new KeyStore.PasswordProtection(password);
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new KeyStore.PasswordProtection(
        password, SEALED_BY, new PBEParameterSpec(salt, ROUNDS_FOR_A_RANDOM_PASSWORD));
  }

  /**
   * The secret behind the key that signs receipts; it is made on first use.
   *
   * @param make makes one
   */
  byte[] receiptSecret(Supplier<byte[]> make) {
    if (find(RECEIPT_KEY) == null) {
      try {
        change(store -> add(store, RECEIPT_KEY, MAC, make.get()));
      } catch (IOException | GeneralSecurityException e) {
        throw new KeysException("cannot add the key of receipts to the keystore " + file, e);
      }
    }
    return key(RECEIPT_KEY).getEncoded();
  }

  /** One thread of one process at a time changes the file, and always as a whole. */
  private synchronized void change(Addition addition) throws IOException, GeneralSecurityException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel = PrivateFile.open(lockFile);
        FileLock held = channel.lock()) {
      KeyStore store = read();
      if (held.isValid() && addition.to(store)) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        store.store(whole, password);
        PrivateFile.write(file, whole.toByteArray());
      }
    }
  }

  /** The keystore as it is now; empty if there is none yet. */
  private KeyStore read() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password);
      }
    } else {
      store.load(null, password);
    }
    return store;
  }

  private @Nullable Key keep(KeyStore store, String alias) throws GeneralSecurityException {
    Key key = store.getKey(alias, password);
    if (key != null) {
      keys.put(alias, key);
    }
    return key;
  }

  @Override
  public String currentKey() {
    return ownKeys().getLast();
  }

  /** The wrapping keys in the file as it is now: another process may have added one. */
  @Override
  public List<String> ownKeys() {
    try {
      if (!contents.stamp().equals(stamp())) {
        KeyStore _ = look();
      }
      return contents.wrapping();
    } catch (IOException | GeneralSecurityException e) {
      throw new KeysException("cannot read the keystore " + file, e);
    }
  }

  /** Reads the file, notes what is in it, and forgets keys that are not in it any more. */
  private KeyStore look() throws IOException, GeneralSecurityException {
    String stamp = stamp();
    KeyStore store = read();
    List<String> aliases = Collections.list(store.aliases());
    keys.keySet().retainAll(aliases);
    List<String> wrapping =
        aliases.stream()
            .filter(alias -> WRAPPING_KEY.matcher(alias).matches())
            .sorted(Comparator.comparingInt(LocalKeystore::number))
            .toList();
    if (wrapping.isEmpty()) {
      throw new KeysException("the keystore " + file + " holds no wrapping key");
    }
    contents = new Contents(stamp, wrapping);
    return store;
  }

  private static int number(String wrappingKey) {
    return Integer.parseInt(wrappingKey, WRAPPING.length(), wrappingKey.length(), 10);
  }

  /** A whole new file is put in place of the old one, so it has another time or another size. */
  private String stamp() throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return found.lastModifiedTime() + "/" + found.size() + "/" + found.fileKey();
  }

  @Override
  public String rotate() {
    try {
      change(store -> {
        int newest = 0;
        for (String alias : Collections.list(store.aliases())) {
          newest = WRAPPING_KEY.matcher(alias).matches() ? Math.max(newest, number(alias)) : newest;
        }
        return add(store, WRAPPING + (newest + 1), "AES");
      });
      KeyStore _ = look();
      return contents.wrapping().getLast();
    } catch (IOException | GeneralSecurityException e) {
      throw new KeysException("cannot add a key to the keystore " + file, e);
    }
  }

  @Override
  public void destroy(String keyName) {
    if (!WRAPPING_KEY.matcher(keyName).matches() || keyName.equals(currentKey())) {
      throw new KeysException("the key " + keyName + " cannot be destroyed");
    }
    try {
      change(store -> {
        boolean there = store.containsAlias(keyName);
        if (there) {
          store.deleteEntry(keyName);
        }
        return there;
      });
      KeyStore _ = look();
    } catch (IOException | GeneralSecurityException e) {
      throw new KeysException("cannot remove a key from the keystore " + file, e);
    }
  }

  @Override
  public String namedKey(TenantId tenant, String name) {
    String alias = NAMED + HexFormat.of().formatHex(hash(tenant + "\0" + name));
    if (find(alias) == null) {
      try {
        change(store -> add(store, alias, "AES"));
      } catch (IOException | GeneralSecurityException e) {
        throw new KeysException("cannot add a key to the keystore " + file, e);
      }
    }
    return alias;
  }

  /** Names may have any length and case; an alias of PKCS#12 has neither. */
  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    return Seal.seal(key(keyName), secret, context);
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    return Seal.open(key(keyName), wrapped, context);
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key(SIGNING_KEY));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot sign", e);
    }
  }

  private Key key(String name) {
    Key key = find(name);
    if (key == null) {
      throw new KeysException(
          "the keystore holds no key named "
              + name
              + ": every node needs the same keystore file, also after keys were added to it");
    }
    return key;
  }

  /** The key, from memory or from the file, to which another process may have added it. */
  private @Nullable Key find(String name) {
    Key known = keys.get(name);
    if (known != null) {
      return known;
    }
    try {
      return keep(read(), name);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeysException("cannot read the keystore " + file, e);
    }
  }
}
