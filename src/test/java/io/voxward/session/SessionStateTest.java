package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.session.SessionState.Announced;
import io.voxward.session.SessionState.Ended;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.SessionState.StreamingStatus;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration ASKABLE = Duration.ofMinutes(10);

  @Test
  void a_call_goes_from_announced_over_streaming_and_draining_to_quiet_and_ended() {
    Announced announced = new Announced(NOON, NOON.plusSeconds(300));

    Quiet quiet =
        announced
            .openStream(NOON.plusSeconds(1))
            .closeStream(StreamEnd.DONE, NOON.plusSeconds(61))
            .drained(ASKABLE);

    assertThat(quiet.askableUntil()).isEqualTo(NOON.plusSeconds(61).plus(ASKABLE));
    assertThat(quiet.end(EndReason.TIME_OVER, quiet.askableUntil()))
        .isEqualTo(new Ended(EndReason.TIME_OVER, quiet.askableUntil()));
  }

  @Test
  void audio_still_to_be_heard_counts_as_ongoing() {
    var draining =
        new Announced(NOON, NOON).openStream(NOON).closeStream(StreamEnd.CONNECTION_LOST, NOON);

    StreamingStatus status = draining.streaming();

    assertThat(status).isEqualTo(StreamingStatus.ONGOING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Announced | openStream(null)        | true
          Announced | end(null, null)         | true
          Announced | closeStream(null, null) | false
          Announced | drained(null)           | false
          Streaming | closeStream(null, null) | true
          Streaming | end(null, null)         | true
          Streaming | openStream(null)        | false
          Streaming | drained(null)           | false
          Draining  | drained(null)           | true
          Draining  | openStream(null)        | true
          Draining  | end(null, null)         | true
          Draining  | closeStream(null, null) | false
          Quiet     | openStream(null)        | true
          Quiet     | end(null, null)         | true
          Quiet     | closeStream(null, null) | false
          Quiet     | drained(null)           | false
          Ended     | openStream(null)        | false
          Ended     | closeStream(null, null) | false
          Ended     | drained(null)           | false
          Ended     | end(null, null)         | false
          """)
  void only_legal_transitions_compile(String state, String transition, boolean legal) {
    String source =
        """
        class Attempt {
          Object attempt(io.voxward.session.SessionState.%s state) { return state.%s; }
        }
        """
            .formatted(state, transition);

    boolean compiles = compiles(source);

    assertThat(compiles).isEqualTo(legal);
  }

  private static boolean compiles(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Attempt.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    return compiler
        .getTask(
            new StringWriter(),
            null,
            diagnostic -> {},
            List.of("-proc:none", "-d", "target/test-classes", "-cp", "target/classes"),
            null,
            List.of(file))
        .call();
  }
}
