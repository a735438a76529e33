package io.voxward.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads and writes the bodies: members left out are null, members not known are passed over. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  static byte[] write(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + body.getClass(), e);
    }
  }

  static <T> T read(byte[] body, Class<T> type) throws IOException {
    return present(MAPPER.readValue(body, type), type);
  }

  static JsonNode tree(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  static <T> T convert(JsonNode node, Class<T> type) throws IOException {
    return present(MAPPER.treeToValue(node, type), type);
  }

  private static <T> T present(T value, Class<T> type) throws IOException {
    if (value == null) {
      throw new IOException("expected a " + type.getSimpleName() + ", got null");
    }
    return value;
  }
}
