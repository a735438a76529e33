package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.main.BuiltService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What came of the clients' runs: {@code target/clients/reports} has those of this build, {@code
 * src/it/clients/results.json} the one that the compatibility page is made from.
 */
final class Reports {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reports() {}

  static Path folder() {
    return BuiltService.home().resolve("target/clients/reports");
  }

  static Path committed() {
    return Scenario.folder().resolve("results.json");
  }

  /** A report as it is committed: the client's version, and each step with its outcome. */
  static ObjectNode compact(JsonNode report) {
    ObjectNode compact = JSON.createObjectNode();
    compact.put("version", report.path("version").asText());
    ObjectNode steps = compact.putObject("steps");
    for (JsonNode result : report.path("results")) {
      steps.put(result.path("step").asText(), result.path("outcome").asText());
    }
    return compact;
  }

  /** The committed reports, by client and part. */
  static JsonNode readCommitted() throws IOException {
    return JSON.readTree(Files.readAllBytes(committed()));
  }

  /** Takes the reports of this build over; those of clients that did not run stay. */
  static void commit() throws IOException {
    ObjectNode all =
        Files.exists(committed()) ? (ObjectNode) readCommitted() : JSON.createObjectNode();
    try (var files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        JsonNode report = JSON.readTree(Files.readAllBytes(file));
        all.withObject("/" + report.path("client").asText())
            .set(report.path("part").asText(), compact(report));
      }
    }
    Files.writeString(
        committed(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }
}
