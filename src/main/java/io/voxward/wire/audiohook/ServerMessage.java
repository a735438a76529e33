package io.voxward.wire.audiohook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.voxward.wire.call.EvaluationBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we say; members as in the protocol.
 *
 * @param seq counts our messages
 * @param clientseq the last message of the platform that we had seen
 */
record ServerMessage(
    String version, String id, String type, long seq, long clientseq, Parameters parameters) {

  /** The parameters of one type of message. */
  sealed interface Parameters {
    /** The message's type. */
    String typeName();
  }

  /** Types without parameters. */
  record Plain(@com.fasterxml.jackson.annotation.JsonIgnore String typeName)
      implements Parameters {}

  /** The call is let in, and this is what we want to hear. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Opened(List<Media> media, @Nullable List<String> supportedLanguages)
      implements Parameters {
    public Opened {
      media = List.copyOf(media);
    }

    @Override
    public String typeName() {
      return "opened";
    }
  }

  /** Please go. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Disconnect(String reason, @Nullable String info) implements Parameters {
    @Override
    public String typeName() {
      return "disconnect";
    }
  }

  /** Please come back on a new connection. */
  record Reconnect(String info) implements Parameters {
    @Override
    public String typeName() {
      return "reconnect";
    }
  }

  /** News of the call. */
  record Event(List<Entity> entities) implements Parameters {
    public Event {
      entities = List.copyOf(entities);
    }

    @Override
    public String typeName() {
      return "event";
    }
  }

  /** One piece of news. */
  record Entity(String type, EvaluationBody data) {}
}
