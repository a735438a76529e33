package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.main.BuiltService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI file says what the resources are. After a change of them it is made anew with {@code
 * mvn test -Dtest=OpenApiFileTest -Dvoxward.write-docs=true}.
 */
@QuarkusTest
class OpenApiFileTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final RestCalls rest;

  OpenApiFileTest(RestCalls rest) {
    this.rest = rest;
  }

  @Test
  void the_file_is_what_the_resources_say() throws IOException {
    // Given
    Path file = BuiltService.home().resolve("src/main/resources").resolve(OpenApiRoute.FILE);

    // When
    JsonNode described = rest.send("GET", "/q/described?format=json", null, null).body();
    if (Boolean.getBoolean("voxward.write-docs")) {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(described)) + "\n");
    }

    // Then
    assertThat(JSON.readTree(Files.readString(file))).isEqualTo(described);
  }

  private static Object sorted(JsonNode tree) {
    return JSON.convertValue(tree, Object.class);
  }

  @Test
  void the_service_answers_with_the_file() {
    // When
    RestCalls.Answer answer = rest.send("GET", OpenApiRoute.PATH, null, null);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole().headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.text("openapi")).startsWith("3.");
    assertThat(answer.body().path("paths").has("/api/v1/domains")).isTrue();
  }
}
