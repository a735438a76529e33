package io.voxward.keys.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyService;
import io.voxward.keys.KeyServiceConfig;
import io.voxward.keys.KeysException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUnavailableException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/**
 * Keys of AWS KMS. A key's name here is {@code kms:} and its ARN; its material is rotated by KMS
 * itself, which goes on to open what older material sealed. Secrets are bound to their context by
 * the encryption context, which holds the SHA-256 of it: KMS writes encryption contexts to its
 * trail.
 */
public final class KmsKeys implements KeyService {
  private static final String PREFIX = "kms:";
  private static final String CONTEXT = "voxward";
  private static final int SERVER_ERROR = 500;

  private final KeyServiceConfig.AwsKms config;
  private final MeterRegistry meters;
  private @Nullable KmsClient client;

  /** Speaks to the KMS of {@code config}; nothing of the SDK is made before the first call. */
  public KmsKeys(KeyServiceConfig.AwsKms config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
  }

  @Override
  public boolean owns(String keyName) {
    return keyName.startsWith(PREFIX);
  }

  @Override
  public String currentKey() {
    return name(
        config
            .keyId()
            .orElseThrow(() -> new KeysException("set voxward.key-service.aws-kms.key-id")));
  }

  /**
   * The key of KMS that the tenant's name is the id, ARN or alias of. Another tenant may name the
   * same one: what it seals is bound to the tenant by its context.
   */
  @Override
  public String namedKey(TenantId tenant, String name) {
    return name(name);
  }

  private String name(String keyId) {
    KeyMetadata key = call(kms -> kms.describeKey(describe -> describe.keyId(keyId))).keyMetadata();
    if (!key.enabled() || key.keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
      throw new KeysException("the key of KMS is disabled, or not a symmetric one: " + key.arn());
    }
    return PREFIX + key.arn();
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    return call(kms ->
            kms.encrypt(encrypt ->
                encrypt
                    .keyId(arn(keyName))
                    .plaintext(SdkBytes.fromByteArray(secret))
                    .encryptionContext(bound(context))))
        .ciphertextBlob()
        .asByteArray();
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    return call(kms ->
            kms.decrypt(decrypt ->
                decrypt
                    .keyId(arn(keyName))
                    .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                    .encryptionContext(bound(context))))
        .plaintext()
        .asByteArray();
  }

  private static String arn(String keyName) {
    return keyName.substring(PREFIX.length());
  }

  private static Map<String, String> bound(byte[] context) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(context);
      return Map.of(CONTEXT, Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String rotate() {
    throw KeyService.elsewhere(
        "KMS rotates the material of its keys itself; for another key change"
            + " voxward.key-service.aws-kms.key-id, and every secret is wrapped under it by and by");
  }

  private <T> T call(Function<KmsClient, T> operation) {
    long begun = System.nanoTime();
    String result = "failed";
    try {
      T answer = operation.apply(client());
      result = "answered";
      return answer;
    } catch (SdkException e) {
      throw failure(e);
    } finally {
      meters
          .timer("voxward.key.service.calls", "service", "aws-kms", "result", result)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private static KeysException failure(SdkException e) {
    boolean passes =
        switch (e) {
          case KmsInternalException _, DependencyTimeoutException _, KeyUnavailableException _ ->
              true;
          case KmsException refused ->
              refused.statusCode() >= SERVER_ERROR || refused.isThrottlingException();
          case SdkClientException _ -> true;
          default -> e.retryable();
        };
    return passes
        ? KeysException.unavailable("KMS does not answer, or not now", e)
        : new KeysException(
            "KMS refuses: check the permissions kms:Encrypt, kms:Decrypt and kms:DescribeKey, the"
                + " key's state, and whether the value belongs where it lies",
            e);
  }

  private synchronized KmsClient client() {
    KmsClient made = client;
    if (made == null) {
      KmsClientBuilder builder =
          KmsClient.builder()
              .region(Region.of(config.region()))
              .credentialsProvider(credentials())
              .overrideConfiguration(override ->
                  override
                      .apiCallTimeout(config.patience())
                      .apiCallAttemptTimeout(config.patience()))
              .httpClientBuilder(
                  UrlConnectionHttpClient.builder()
                      .connectionTimeout(config.patience())
                      .socketTimeout(config.patience()));
      config.endpoint().ifPresent(builder::endpointOverride);
      made = builder.build();
      client = made;
    }
    return made;
  }

  private AwsCredentialsProvider credentials() {
    return config
        .accessKeyId()
        .<AwsCredentialsProvider>map(id ->
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    id,
                    config
                        .secretAccessKey()
                        .orElseThrow(() ->
                            new KeysException(
                                "voxward.key-service.aws-kms.access-key-id is set and"
                                    + " secret-access-key is not: set both, or neither to use the"
                                    + " usual sources of AWS")))))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  @Override
  public String toString() {
    return "KmsKeys[" + config.keyId().orElse("none") + "]";
  }
}
