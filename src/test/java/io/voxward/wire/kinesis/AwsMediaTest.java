package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official client against the two calls of Kinesis Video Streams. */
class AwsMediaTest {
  private static final FragmentNumber START = new FragmentNumber("7");

  @BeforeAll
  static void credentials() {
    Stage.giveCredentials();
  }

  @AfterAll
  static void noCredentials() {
    Stage.takeCredentials();
  }

  private static AwsMedia media(FakeKinesis kinesis) {
    return new AwsMedia(Stage.config(kinesis.address()));
  }

  @Test
  void media_is_asked_for_after_the_fragment_and_comes_as_it_is() throws IOException {
    // Given
    byte[] fragment = Mkv.fragment("8", "c-1", new byte[100], new byte[100]);
    try (FakeKinesis kinesis = FakeKinesis.start().holds("7", new byte[9]).holds("8", fragment)) {
      // When
      byte[] read;
      try (InputStream found = media(kinesis).open(Stage.STREAM, START)) {
        read = found.readAllBytes();
      }

      // Then
      assertThat(read).isEqualTo(fragment);
      assertThat(kinesis.asked()).containsExactly("7");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GetDataEndpoint | 404 | ResourceNotFoundException | streamArn: names no stream
          GetDataEndpoint | 401 | NotAuthorizedException | kinesisvideo:GetMedia
          GetDataEndpoint | 403 | AccessDeniedException | kinesisvideo:GetMedia
          GetMedia | 404 | ResourceNotFoundException | streamArn: names no stream
          GetMedia | 401 | NotAuthorizedException | kinesisvideo:GetMedia
          GetMedia | 400 | InvalidArgumentException | startFragmentNumber: is not a fragment
          """)
  void what_no_repetition_helps_is_refused_by_name(
      String call, int status, String exception, String said) {
    // Given
    try (FakeKinesis kinesis = FakeKinesis.start().refuses(call, status, exception)) {
      // When / Then
      assertThatThrownBy(() -> media(kinesis).open(Stage.STREAM, START))
          .isInstanceOf(MediaRefusedException.class)
          .hasMessageContaining(said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GetMedia,400,ConnectionLimitExceededException",
    "GetMedia,400,ClientLimitExceededException",
    "GetMedia,500,InternalFailure",
    "GetDataEndpoint,503,ServiceUnavailable"
  })
  void what_may_pass_is_no_refusal(String call, int status, String exception) {
    // Given
    try (FakeKinesis kinesis = FakeKinesis.start().refuses(call, status, exception)) {
      // When / Then
      assertThatThrownBy(() -> media(kinesis).open(Stage.STREAM, START))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(MediaRefusedException.class);
    }
  }

  @Test
  void nobody_there_is_no_refusal() {
    // Given
    FakeKinesis gone = FakeKinesis.start();
    gone.close();

    // When / Then
    assertThatThrownBy(() -> media(gone).open(Stage.STREAM, START))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(MediaRefusedException.class);
  }

  @Test
  void a_connection_that_breaks_is_an_error_and_not_an_end() throws IOException {
    // Given
    byte[] fragment = Mkv.fragment("8", "c-1", new byte[5000], new byte[5000]);
    try (FakeKinesis kinesis = FakeKinesis.start().holds("8", fragment).breaksAfter(3000);
        InputStream found = media(kinesis).open(Stage.STREAM, START)) {
      // When / Then
      assertThatThrownBy(found::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void silence_ends_in_time_and_an_interrupt_ends_it_at_once() throws Exception {
    // Given
    byte[] fragment = Mkv.fragment("8", "c-1", new byte[100], new byte[100]);
    try (FakeKinesis kinesis = FakeKinesis.start().holds("8", fragment).staysOpen()) {
      InputStream quiet = media(kinesis).open(Stage.STREAM, START);
      Object _ = quiet.readNBytes(fragment.length);
      CompletableFuture<IOException> ended = new CompletableFuture<>();
      CountDownLatch reading = new CountDownLatch(1);

      // When
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try (InputStream other = media(kinesis).open(Stage.STREAM, START)) {
                  Object _ = other.readNBytes(fragment.length);
                  reading.countDown();
                  Object _ = other.read();
                } catch (IOException e) {
                  ended.complete(e);
                }
              });
      assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
      reader.interrupt();

      // Then
      assertThat(ended.get(20, TimeUnit.SECONDS)).isNotInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(quiet::read).isInstanceOf(SocketTimeoutException.class);
      quiet.close();
    }
  }

  @Test
  void a_node_without_credentials_says_so() {
    // Given
    Stage.takeCredentials();
    try (FakeKinesis kinesis = FakeKinesis.start()) {
      // When / Then
      assertThatThrownBy(() -> media(kinesis).open(Stage.STREAM, START))
          .isInstanceOf(MediaRefusedException.class)
          .hasMessageContaining("no AWS credentials");
    } finally {
      Stage.giveCredentials();
    }
  }
}
