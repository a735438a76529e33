package io.voxward.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void what_is_written_a_json_parser_reads_back() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"quoted\" \\ line\nand \u0001 control, ümlaut");
    value.put("numbers", List.of(1, 2L, 0.25, 1e-7f));
    value.put("truth", true);
    value.put("nested", Map.of("empty", List.of()));

    JsonNode read = new ObjectMapper().readTree(JsonText.of(value));

    assertThat(read.get("text").asText()).isEqualTo(value.get("text"));
    assertThat(read.get("numbers").get(2).asDouble()).isEqualTo(0.25);
    assertThat(read.get("truth").asBoolean()).isTrue();
    assertThat(read.get("nested").get("empty")).isEmpty();
  }

  @Test
  void numbers_json_has_no_form_for_are_null() {
    assertThat(JsonText.of(List.of(Double.NaN, Double.POSITIVE_INFINITY)))
        .isEqualTo("[null, null]");
  }

  @Test
  void other_values_are_refused() {
    assertThatThrownBy(() -> JsonText.of(new Object())).hasMessageContaining("Object");
  }
}
