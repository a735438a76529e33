package io.voxward.wire.kinesis;

import io.quarkus.runtime.ShutdownEvent;
import io.voxward.common.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;
import software.amazon.awssdk.services.kinesisvideomedia.model.StartSelectorType;

/**
 * Media by the two calls of Kinesis Video Streams: where a stream's media is, and the media itself.
 *
 * <p>Nothing of the SDK is made before the first call, and no call is repeated here: whoever asks
 * decides when to ask again.
 */
@ApplicationScoped
public class AwsMedia implements MediaSource {
  private final KinesisConfig config;
  private @Nullable Tools tools;

  /** What all calls share. */
  private record Tools(SdkHttpClient http, AwsCredentialsProvider credentials) {}

  /** Calls as {@code config} says. */
  public AwsMedia(KinesisConfig config) {
    this.config = config;
  }

  void stop(@Observes ShutdownEvent event) {
    Tools made;
    synchronized (this) {
      made = tools;
      tools = null;
    }
    if (made != null) {
      made.http().close();
    }
  }

  private synchronized Tools tools() {
    Tools made = tools;
    if (made == null) {
      made =
          new Tools(
              UrlConnectionHttpClient.builder()
                  .connectionTimeout(config.connectWithin())
                  .socketTimeout(config.patience())
                  .build(),
              DefaultCredentialsProvider.builder().build());
      tools = made;
    }
    return made;
  }

  @Override
  public InputStream open(StreamArn stream, FragmentNumber after) throws IOException {
    Tools shared = tools();
    requireCredentials(shared);
    try {
      return media(shared, stream, endpoint(shared, stream), after);
    } catch (AwsServiceException answered) {
      throw meaning(answered);
    } catch (SdkException unanswered) {
      throw new IOException("Kinesis Video Streams did not answer", unanswered);
    }
  }

  private static void requireCredentials(Tools shared) throws MediaRefusedException {
    try {
      Object _ = shared.credentials().resolveCredentials();
    } catch (SdkClientException none) {
      throw new MediaRefusedException(
          new Failure.Forbidden(
              "this node has no AWS credentials: give it a role, or the usual variables of AWS"));
    }
  }

  private URI endpoint(Tools shared, StreamArn stream) {
    try (KinesisVideoClient client =
        configured(KinesisVideoClient.builder(), shared, stream, config.endpoint().orElse(null))
            .build()) {
      return URI.create(
          client
              .getDataEndpoint(ask -> ask.streamARN(stream.value()).apiName(APIName.GET_MEDIA))
              .dataEndpoint());
    } catch (IllegalArgumentException notAnAddress) {
      throw SdkClientException.create("the data endpoint is not an address", notAnAddress);
    }
  }

  private InputStream media(Tools shared, StreamArn stream, URI endpoint, FragmentNumber after) {
    KinesisVideoMediaClient client =
        configured(KinesisVideoMediaClient.builder(), shared, stream, endpoint).build();
    try {
      return new Endless(
          client.getMedia(ask ->
              ask.streamARN(stream.value())
                  .startSelector(from ->
                      from.startSelectorType(StartSelectorType.FRAGMENT_NUMBER)
                          .afterFragmentNumber(after.value()))),
          client);
    } catch (RuntimeException failed) {
      client.close();
      throw failed;
    }
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configured(
      B builder, Tools shared, StreamArn stream, @Nullable URI endpoint) {
    builder
        .region(Region.of(config.region().orElseGet(stream::region)))
        .credentialsProvider(shared.credentials())
        .httpClient(shared.http())
        .overrideConfiguration(calls -> calls.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  /** Tells a lasting refusal from what may pass. */
  private static IOException meaning(AwsServiceException answered) {
    AwsErrorDetails details = answered.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return switch (code == null ? "" : code) {
      case "ResourceNotFoundException" ->
          refused(
              new Failure.Invalid(
                  "streamArn", "names no stream that there is in its account and region"));
      case "InvalidArgumentException", "ValidationException" ->
          refused(
              new Failure.Invalid(
                  "startFragmentNumber", "is not a fragment of the stream: AWS refuses it"));
      case "NotAuthorizedException",
          "AccessDeniedException",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "InvalidClientTokenId",
          "ExpiredTokenException" ->
          refused(
              new Failure.Forbidden(
                  "AWS does not let this node read the stream: its role needs"
                      + " kinesisvideo:GetDataEndpoint and kinesisvideo:GetMedia on it, and"
                      + " kms:Decrypt on its key"));
      case "ClientLimitExceededException", "ConnectionLimitExceededException" ->
          new IOException("Kinesis Video Streams is asked too often");
      default -> new IOException("Kinesis Video Streams answered " + answered.statusCode());
    };
  }

  private static MediaRefusedException refused(Failure failure) {
    return new MediaRefusedException(failure);
  }

  /** Media that has no end: closing it breaks it off. */
  private static final class Endless extends FilterInputStream {
    private final ResponseInputStream<GetMediaResponse> media;
    private final KinesisVideoMediaClient client;

    Endless(ResponseInputStream<GetMediaResponse> media, KinesisVideoMediaClient client) {
      super(media);
      this.media = media;
      this.client = client;
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (AbortedException interrupted) {
        throw brokenOff(interrupted);
      }
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      try {
        return super.read(into, from, most);
      } catch (AbortedException interrupted) {
        throw brokenOff(interrupted);
      }
    }

    private static IOException brokenOff(AbortedException interrupted) {
      return new IOException("the reader was told to stop", interrupted);
    }

    @Override
    public void close() {
      media.abort();
      client.close();
    }
  }
}
