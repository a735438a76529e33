package io.voxward.access;

import io.voxward.access.store.CredentialRepository;
import io.voxward.access.store.CredentialRepository.Form;
import io.voxward.access.store.CredentialRepository.Mismatch;
import io.voxward.access.store.CredentialRepository.Sample;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SharedReads;
import io.voxward.common.StoreGate;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.KeysException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the stored credentials are whole: in a form that this code reads, the very rows that the
 * database counted when they were written, and sealed by keys that this node has. Where they are
 * not, a key that is not found may be valid, and nobody may be told that it is not.
 */
@ApplicationScoped
public class CredentialStore {
  /** The form of the rows that this code reads and writes. */
  static final int FORM = 1;

  private static final String WHOLE = "whole";

  /**
   * How long an answer that all is whole holds: long enough that whoever sends invalid keys by the
   * thousand keeps the database busy for a twentieth of the time at most.
   */
  private static final Duration HOLDS = Duration.ofMillis(250);

  private static final long SHARE = 20;

  private final CredentialRepository rows;
  private final KeyProvider keys;
  private final SharedReads<String, String> faults = new SharedReads<>(_ -> ask());
  private volatile boolean opened;
  private volatile long wholeUntil = System.nanoTime();

  /** Looks at {@code rows}, which {@code keys} must open. */
  public CredentialStore(CredentialRepository rows, KeyProvider keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /** What is wrong, as a sentence without personal data; empty if they are whole. */
  public Optional<String> fault() {
    return form(rows.form()).or(() -> rows.mismatch().map(CredentialStore::words)).or(this::sealed);
  }

  /**
   * Passes if they are whole, or were a moment ago. Many who ask at once cost one look.
   *
   * @throws FailureException {@link Failure.NotReady} if they are not
   */
  public void requireWhole() {
    if (isRemembered()) {
      return;
    }
    String fault = faults.read(WHOLE).value();
    if (fault != null) {
      throw new FailureException(new Failure.NotReady(fault, StoreGate.RETRY));
    }
  }

  /** Whether it would pass without a look. */
  boolean isRemembered() {
    return wholeUntil - System.nanoTime() > 0;
  }

  private Map<String, String> ask() {
    long begin = System.nanoTime();
    Optional<String> fault = fault();
    long end = System.nanoTime();
    if (fault.isEmpty()) {
      wholeUntil = end + Math.max(HOLDS.toNanos(), SHARE * (end - begin));
    }
    return fault.map(text -> Map.of(WHOLE, text)).orElse(Map.of());
  }

  private static Optional<String> form(Form form) {
    if (form.version() < FORM) {
      return Optional.of(
          "the credential store is in form "
              + form.version()
              + " and this version works with "
              + FORM
              + ": its move is not complete");
    }
    if (form.readableFrom() > FORM) {
      return Optional.of(
          "the credential store is in form "
              + form.version()
              + ", which code of form "
              + form.readableFrom()
              + " and later may read, and this version works with "
              + FORM);
    }
    return Optional.empty();
  }

  private static String words(Mismatch mismatch) {
    return "the credential store is not whole: of tenant "
        + mismatch.tenant()
        + ", "
        + mismatch.kind()
        + " has "
        + mismatch.found()
        + " rows where "
        + mismatch.expected()
        + " belong"
        + (mismatch.found() == mismatch.expected() ? ", and their checksum is another" : "");
  }

  /** Proven once: the keys may be elsewhere, and need not be reached for each look. */
  private Optional<String> sealed() {
    if (!opened) {
      for (Sample sample : rows.samples()) {
        try {
          byte[] secret =
              keys.unwrap(
                  sample.secret().masterKey(),
                  sample.secret().sealed(),
                  AccessKeys.context(sample.tenant(), sample.accessKeyId()));
          Arrays.fill(secret, (byte) 0);
        } catch (KeysException e) {
          return Optional.of(
              "the keystore does not open what is stored under its key "
                  + sample.secret().masterKey()
                  + ": it is not the one of this store, is older, or cannot be reached");
        }
      }
      opened = true;
    }
    return Optional.empty();
  }
}
