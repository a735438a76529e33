package io.voxward.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Objects in an S3 store: that of AWS, or another that speaks its protocol. */
final class S3Store implements ObjectStore {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final S3Client client;

  /** Speaks through {@code client}. */
  S3Store(S3Client client) {
    this.client = client;
  }

  /** Makes the client; it connects when it is first asked. */
  static S3Store of(StorageConfig.S3 config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .forcePathStyle(config.pathStyle())
            .credentialsProvider(credentials(config))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(config.patience())
                    .socketTimeout(config.patience()));
    config.endpoint().ifPresent(builder::endpointOverride);
    return new S3Store(builder.build());
  }

  private static AwsCredentialsProvider credentials(StorageConfig.S3 config) {
    return config
        .accessKeyId()
        .<AwsCredentialsProvider>map(id ->
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    id,
                    config
                        .secretAccessKey()
                        .orElseThrow(() ->
                            new IllegalStateException(
                                "voxward.storage.s3.access-key-id is set and"
                                    + " voxward.storage.s3.secret-access-key is not: set both, or"
                                    + " neither to use the usual sources of AWS")))))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  @Override
  public Opened open(ObjectUri object) {
    if (object.key().isEmpty()) {
      return new Opened.Refused(Refusal.UNUSABLE_NAME);
    }
    return guarded(
        () -> {
          ResponseInputStream<GetObjectResponse> found =
              client.getObject(get -> get.bucket(object.bucket()).key(object.key()));
          return new Opened.Found(found.response().contentLength(), new Leavable(found));
        },
        Opened.Refused::new);
  }

  @Override
  public Written write(ObjectUri object, byte[] content, @Nullable String keyName) {
    if (object.key().isEmpty()) {
      return new Written.Refused(Refusal.UNUSABLE_NAME);
    }
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .contentType("application/json");
    if (keyName != null) {
      put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(keyName);
    }
    return guarded(
        () -> {
          Object _ = client.putObject(put.build(), RequestBody.fromBytes(content));
          return new Written.Stored();
        },
        Written.Refused::new);
  }

  @Override
  public Written write(ObjectUri object, InputStream content, long bytes) {
    if (object.key().isEmpty()) {
      return new Written.Refused(Refusal.UNUSABLE_NAME);
    }
    return guarded(
        () -> {
          Object _ =
              client.putObject(
                  put ->
                      put.bucket(object.bucket())
                          .key(object.key())
                          .contentType("application/octet-stream"),
                  RequestBody.fromInputStream(content, bytes));
          return new Written.Stored();
        },
        Written.Refused::new);
  }

  @Override
  public void remove(ObjectUri object) {
    if (!object.key().isEmpty()) {
      remove(object.bucket(), object.key());
    }
  }

  private void remove(String bucket, String key) {
    require(
        guarded(
            () -> {
              Object _ = client.deleteObject(delete -> delete.bucket(bucket).key(key));
              return Optional.<Refusal>empty();
            },
            Optional::of));
  }

  /** One by one: not every store that speaks the protocol removes many at once. */
  @Override
  public void removeAll(ObjectUri place) {
    if (place.key().isEmpty()) {
      return;
    }
    require(
        guarded(
            () -> {
              client
                  .listObjectsV2Paginator(
                      list -> list.bucket(place.bucket()).prefix(place.below("").key()))
                  .contents()
                  .forEach(found -> remove(place.bucket(), found.key()));
              return Optional.<Refusal>empty();
            },
            Optional::of));
  }

  /** Passes if there is nothing left; that the store does not let us may pass, too. */
  private static void require(Optional<Refusal> refused) {
    if (refused.isPresent()
        && refused.get() != Refusal.NO_SUCH_OBJECT
        && refused.get() != Refusal.NO_SUCH_BUCKET) {
      throw new StorageException(
          "the object store does not remove objects: " + refused.get().words());
    }
  }

  /** What was not read to its end is broken off when it is closed, not read on. */
  private static final class Leavable extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> object;
    private boolean ended;

    Leavable(ResponseInputStream<GetObjectResponse> object) {
      super(object);
      this.object = object;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      ended = one < 0;
      return one;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      ended = read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        object.abort();
      }
    }
  }

  /** Calls the store and tells a lasting refusal from what may pass. */
  private static <T> T guarded(Supplier<T> call, Function<Refusal, T> refused) {
    try {
      return call.get();
    } catch (NoSuchBucketException e) {
      return refused.apply(Refusal.NO_SUCH_BUCKET);
    } catch (NoSuchKeyException e) {
      return refused.apply(Refusal.NO_SUCH_OBJECT);
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case FORBIDDEN -> refused.apply(Refusal.DENIED);
        case NOT_FOUND -> refused.apply(Refusal.NO_SUCH_OBJECT);
        case BAD_REQUEST -> refused.apply(Refusal.UNUSABLE_NAME);
        default -> throw new StorageException("the object store answered " + e.statusCode(), e);
      };
    } catch (SdkException e) {
      throw new StorageException("the object store did not answer", e);
    }
  }
}
