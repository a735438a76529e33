package io.voxward.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The default key provider: a PKCS#12 keystore in the data directory, made on first start with one
 * wrapping key and one signing key. Every node of an installation needs the same keystore.
 */
@ApplicationScoped
public class LocalKeystore implements KeyProvider {
  private static final String WRAPPING_KEY = "wrapping-1";
  private static final String SIGNING_KEY = "signing-1";
  private static final int PASSWORD_BYTES = 32;
  private static final String MAC = "HmacSHA256";

  private final Map<String, Key> keys = new ConcurrentHashMap<>();

  /** Opens the keystore, making it when there is none. */
  public LocalKeystore(KeysConfig config) {
    Path file = config.keystore().toAbsolutePath();
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      char[] password =
          config.keystorePassword().orElseGet(() -> passwordBeside(file)).toCharArray();
      if (!Files.exists(file)) {
        make(file, password);
      }
      load(file, password);
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

  private static void make(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password);
    store.setEntry(WRAPPING_KEY, entry("AES"), protection);
    store.setEntry(SIGNING_KEY, entry(MAC), protection);
    Path partial = file.resolveSibling(file.getFileName() + ".new");
    PrivateFile.write(partial, new byte[0]);
    try (OutputStream out = Files.newOutputStream(partial)) {
      store.store(out, password);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static KeyStore.SecretKeyEntry entry(String algorithm) {
    return new KeyStore.SecretKeyEntry(new SecretKeySpec(DataKey.newSecret(), algorithm));
  }

  private void load(Path file, char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    for (String alias : java.util.Collections.list(store.aliases())) {
      Key key = store.getKey(alias, password);
      if (key != null) {
        keys.put(alias, key);
      }
    }
  }

  @Override
  public String currentKey() {
    return WRAPPING_KEY;
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
    Key key = keys.get(name);
    if (key == null) {
      throw new KeysException("the keystore holds no key named " + name);
    }
    return key;
  }
}
