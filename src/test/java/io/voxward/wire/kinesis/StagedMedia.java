package io.voxward.wire.kinesis;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * In tests of the whole service: the official client, at the address of whichever fake is on stage.
 */
@Mock
@ApplicationScoped
public class StagedMedia implements MediaSource {
  private volatile @Nullable AwsMedia media;

  /** Puts {@code kinesis} on stage. */
  public void plays(FakeKinesis kinesis) {
    plays(kinesis.address());
  }

  /** Puts whatever serves media at {@code address} on stage. */
  public void plays(URI address) {
    Stage.giveCredentials();
    media = new AwsMedia(Stage.config(address, Duration.ofSeconds(10)));
  }

  @Override
  public InputStream open(StreamArn stream, FragmentNumber after) throws IOException {
    AwsMedia playing = media;
    if (playing == null) {
      throw new IOException("nothing is on stage");
    }
    return playing.open(stream, after);
  }
}
