package io.voxward.enrollment.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.keys.ContentKey;
import io.voxward.keys.SealContext;
import io.voxward.storage.ObjectStore;
import io.voxward.storage.OwnObjects;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is in uploads: taken in as it arrives, and read again by the job. Between the two it is
 * sealed; of its plain bytes a chunk at a time is in memory, and none is ever anywhere else.
 */
@ApplicationScoped
public class UploadContents {
  /** What the manifest is called: no recording can be. */
  static final String MANIFEST = "";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");
  private static final String NAME_RULE =
      "must be 1 to 128 letters, digits, dots, _ and -, beginning with a letter or digit";
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Uploads uploads;
  private final UploadKeys keys;
  private final OwnObjects objects;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps what is sealed in {@code objects}. */
  public UploadContents(
      Uploads uploads, UploadKeys keys, OwnObjects objects, MeterRegistry meters, Clock clock) {
    this.uploads = uploads;
    this.keys = keys;
    this.objects = objects;
    this.meters = meters;
    this.clock = clock;
  }

  /** A name that a recording may have; refuses another, naming {@code field}. */
  public static String name(String field, String given) {
    if (!NAME.matcher(given).matches()) {
      throw FailureException.invalid(field, NAME_RULE);
    }
    return given;
  }

  /**
   * Takes in a recording, in place of the one of its name before.
   *
   * @param bytes as many as were announced
   * @throws FailureException if the upload is missing or takes no more, a limit is reached, the
   *     body is not what it is said to be, or the store does not answer
   */
  public UploadedContent put(
      TenantId tenant,
      DomainId domain,
      UploadId upload,
      String name,
      ContentForm.Recording form,
      long bytes,
      InputStream body) {
    return put(tenant, domain, upload, content(name("name", name), form, bytes), body);
  }

  /** Takes in the manifest, in place of the one before; refusals as for a recording. */
  public UploadedContent putManifest(
      TenantId tenant, DomainId domain, UploadId upload, long bytes, InputStream body) {
    return put(tenant, domain, upload, content(MANIFEST, new ContentForm.Manifest(), bytes), body);
  }

  private UploadedContent content(String name, ContentForm form, long bytes) {
    if (bytes <= 0) {
      throw FailureException.invalid("body", "must not be empty");
    }
    return new UploadedContent(name, form, bytes, Alphanumeric.random(), clock.instant());
  }

  private UploadedContent put(
      TenantId tenant,
      DomainId domain,
      UploadId upload,
      UploadedContent content,
      InputStream body) {
    uploads.reserve(tenant, domain, upload, content);
    boolean taken = false;
    try {
      write(tenant, domain, upload, content, body);
      uploads
          .complete(tenant, domain, upload, content)
          .forEach(before -> removeQuietly(upload, before));
      taken = true;
    } finally {
      meters.counter("voxward.upload.contents", "outcome", taken ? "taken" : "refused").increment();
      if (!taken) {
        removeQuietly(upload, content);
        uploads.giveUp(tenant, domain, upload, content);
      }
    }
    meters.counter("voxward.upload.bytes").increment((double) content.bytes());
    return content;
  }

  private void write(
      TenantId tenant,
      DomainId domain,
      UploadId upload,
      UploadedContent content,
      InputStream body) {
    ContentKey key = keys.find(tenant, domain, upload).orElseThrow(Uploads::notFound);
    CheckedBody checked = new CheckedBody(body, content.form(), content.bytes());
    InputStream sealed = key.seal(checked, context(tenant, domain, upload, content));
    try {
      ObjectStore.Written written =
          objects.write(
              upload.value(), content.object(), sealed, ContentKey.sealedBytes(content.bytes()));
      if (written instanceof ObjectStore.Written.Refused) {
        throw new FailureException(new Failure.Overloaded("the store of uploads", RETRY));
      }
    } catch (StorageException e) {
      throw checked
          .refusal()
          .orElseGet(
              () -> new FailureException(new Failure.Overloaded("the store of uploads", RETRY), e));
    }
  }

  /** It is sealed all the same, and goes with its upload at the latest. */
  private void removeQuietly(UploadId upload, UploadedContent content) {
    try {
      objects.remove(upload.value(), content.object());
    } catch (StorageException e) {
      meters.counter("voxward.upload.left").increment();
    }
  }

  private static SealContext context(
      TenantId tenant, DomainId domain, UploadId upload, UploadedContent content) {
    return new SealContext(tenant, domain, "upload", upload.value(), content.object());
  }

  /** What became of opening a content; close what is opened. */
  public sealed interface Opened extends AutoCloseable {
    @Override
    void close();

    /**
     * It is there. Reading its bytes throws a {@link io.voxward.keys.KeysException} where they were
     * changed.
     */
    record Found(ContentForm form, long bytes, InputStream plain) implements Opened {
      @Override
      public void close() {
        try {
          plain.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      /** The form only: what it holds is somebody's voice. */
      @Override
      public String toString() {
        return "Found[" + form.text() + "]";
      }
    }

    /** The upload has none of that name, or has ended. */
    record Missing() implements Opened {
      @Override
      public void close() {}
    }

    /** The upload has it, and the store of this node does not. */
    record Lost() implements Opened {
      @Override
      public void close() {}
    }
  }

  /** Opens a recording. */
  public Opened open(TenantId tenant, DomainId domain, UploadId upload, String name) {
    Optional<UploadedContent> content = uploads.content(tenant, domain, upload, name);
    Optional<ContentKey> key = keys.find(tenant, domain, upload);
    if (content.isEmpty() || key.isEmpty()) {
      return new Opened.Missing();
    }
    ObjectStore.Opened opened = objects.open(upload.value(), content.get().object());
    return switch (opened) {
      case ObjectStore.Opened.Refused _ -> new Opened.Lost();
      case ObjectStore.Opened.Found found ->
          new Opened.Found(
              content.get().form(),
              content.get().bytes(),
              key.get().open(found.content(), context(tenant, domain, upload, content.get())));
    };
  }

  /** Opens the manifest. */
  public Opened openManifest(TenantId tenant, DomainId domain, UploadId upload) {
    return open(tenant, domain, upload, MANIFEST);
  }
}
