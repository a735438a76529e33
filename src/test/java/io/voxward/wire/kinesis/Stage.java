package io.voxward.wire.kinesis;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the tests of this dialect have in common. */
final class Stage {
  static final StreamArn STREAM =
      new StreamArn(
          "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/bank-connect-contact/1764066000");

  private Stage() {}

  /** AWS credentials as the SDK's default chain finds them, and no look beyond this machine. */
  static void giveCredentials() {
    System.setProperty("aws.disableEc2Metadata", "true");
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "example");
  }

  static void takeCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  /** The defaults of the product, but for the address. */
  static KinesisConfig config(URI endpoint) {
    return config(endpoint, Duration.ofSeconds(1));
  }

  static KinesisConfig config(URI endpoint, Duration patience) {
    return new KinesisConfig() {
      @Override
      public Optional<URI> endpoint() {
        return Optional.of(endpoint);
      }

      @Override
      public Optional<String> region() {
        return Optional.empty();
      }

      @Override
      public Optional<Set<String>> accounts() {
        return Optional.empty();
      }

      @Override
      public int maxPulls() {
        return 2;
      }

      @Override
      public Duration openWithin() {
        return Duration.ofSeconds(20);
      }

      @Override
      public Duration connectWithin() {
        return Duration.ofSeconds(3);
      }

      @Override
      public Duration patience() {
        return patience;
      }

      @Override
      public Duration overAfterQuiet() {
        return Duration.ofSeconds(2);
      }

      @Override
      public int tries() {
        return 4;
      }

      @Override
      public Duration backOff() {
        return Duration.ofMillis(20);
      }

      @Override
      public Duration longestBackOff() {
        return Duration.ofMillis(100);
      }

      @Override
      public double timesRealTime() {
        return 6;
      }

      @Override
      public int largestBlock() {
        return 64 * 1024;
      }
    };
  }
}
