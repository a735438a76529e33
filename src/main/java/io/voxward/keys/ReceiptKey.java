package io.voxward.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs receipts: an Ed25519 pair, made on first use and kept in the keystore, the
 * same on every node. Whoever has the public half can verify a receipt without the service.
 */
@ApplicationScoped
public class ReceiptKey {
  private static final String ALGORITHM = "Ed25519";
  private static final int FINGERPRINT_BYTES = 16;

  private final LocalKeystore keystore;
  private volatile @Nullable Pair pair;

  /** A pair, its public half in the form of X.509. */
  private static final class Pair {
    private final PrivateKey secret;
    private final byte[] shown;

    Pair(PrivateKey secret, byte[] shown) {
      this.secret = secret;
      this.shown = shown;
    }
  }

  /** Keeps the pair in {@code keystore}. */
  public ReceiptKey(LocalKeystore keystore) {
    this.keystore = keystore;
  }

  /** The signature of {@code text}, 64 bytes. */
  public byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair().secret);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot sign a receipt", e);
    }
  }

  /** The public half (X.509 SubjectPublicKeyInfo). */
  public byte[] publicKey() {
    return pair().shown.clone();
  }

  /** A short name of the public half: the first 16 bytes of its SHA-256, in hexadecimal. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(pair().shown);
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Pair pair() {
    Pair known = pair;
    if (known == null) {
      known = read(keystore.receiptSecret(ReceiptKey::make));
      pair = known;
    }
    return known;
  }

  /** Both halves in one text: the length of the first, the first, the second. */
  private static byte[] make() {
    try {
      KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] secret = fresh.getPrivate().getEncoded();
      byte[] shown = fresh.getPublic().getEncoded();
      return ByteBuffer.allocate(Integer.BYTES + secret.length + shown.length)
          .putInt(secret.length)
          .put(secret)
          .put(shown)
          .array();
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot make the key of receipts", e);
    }
  }

  private static Pair read(byte[] both) {
    ByteBuffer buffer = ByteBuffer.wrap(both);
    byte[] secret = new byte[buffer.getInt()];
    buffer.get(secret);
    byte[] shown = new byte[buffer.remaining()];
    buffer.get(shown);
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      PrivateKey opened = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
      factory.generatePublic(new X509EncodedKeySpec(shown));
      return new Pair(opened, shown);
    } catch (GeneralSecurityException e) {
      throw new KeysException("the key of receipts in the keystore is broken", e);
    }
  }

  @Override
  public String toString() {
    return "ReceiptKey[hidden]";
  }
}
