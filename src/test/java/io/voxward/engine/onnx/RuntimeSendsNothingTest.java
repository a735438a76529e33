package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing leaves the node: docs/decisions/0005-runtime-without-telemetry.md. */
class RuntimeSendsNothingTest {

  @ParameterizedTest
  @ValueSource(strings = {"linux-x64", "linux-aarch64"})
  void the_runtime_carries_no_collector_of_usage_data(String platform) throws IOException {
    String library = "/ai/onnxruntime/native/" + platform + "/libonnxruntime.so";
    try (InputStream stream = OrtEnvironment.class.getResourceAsStream(library)) {
      assertThat(stream).as(library).isNotNull();

      String content = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(content).doesNotContain("OneCollector").doesNotContain("events.data.microsoft");
    }
  }
}
