package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AWS SDK for JavaScript, boto3 and the AWS CLI against the built application, by the scripts
 * of {@code src/it/clients}. The main part is run by all three at once, each in its own domain; the
 * limits are one after another, since they share them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsIT {
  private static final List<String> CLIENTS = List.of("javascript", "python", "cli");
  private static final long PATIENCE_SECONDS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private ClientStage stage;
  private final Map<String, Script> ends = new TreeMap<>();

  @BeforeAll
  void everything_is_run() throws Exception {
    stage = ClientStage.open(folder);
    script("install", "javascript");
    script("install", "python");
    try (ExecutorService scripts = Executors.newFixedThreadPool(CLIENTS.size())) {
      List<Future<Script>> running =
          CLIENTS.stream().map(client -> scripts.submit(() -> script(client, "main"))).toList();
      for (int i = 0; i < CLIENTS.size(); i++) {
        ends.put(CLIENTS.get(i) + "-main", running.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
    }
    for (String client : CLIENTS) {
      ends.put(client + "-limits", script(client, "limits"));
    }
    stage.loseDatabase();
    for (String client : CLIENTS) {
      ends.put(client + "-outage", script(client, "outage"));
    }
  }

  private Script script(String... words) throws IOException, InterruptedException {
    String part = words[words.length - 1];
    Path described = stage.describe(Scenario.PARTS.contains(part) ? part : "main");
    String[] command =
        Stream.concat(Stream.of(Scenario.folder().resolve("run.sh").toString()), Stream.of(words))
            .toArray(String[]::new);
    return Script.run(folder, Map.of("VOXWARD_STAGE", described.toString()), command);
  }

  @AfterAll
  void close() throws IOException {
    try (Stream<Path> reports = Files.list(stage.results())) {
      Files.createDirectories(Reports.folder());
      for (Path report : reports.toList()) {
        Files.write(Reports.folder().resolve(report.getFileName()), Files.readAllBytes(report));
      }
    }
    stage.close();
  }

  @TestFactory
  Stream<DynamicNode> the_scenario() {
    return ends.entrySet().stream()
        .map(run ->
            DynamicContainer.dynamicContainer(
                run.getKey(),
                Stream.concat(
                    Stream.of(
                        DynamicTest.dynamicTest(
                            run.getKey() + ": every check holds", run.getValue()::holds)),
                    steps(run.getKey()))));
  }

  /** Each step as a test of its own, from the report that the script left. */
  private Stream<DynamicTest> steps(String run) {
    Path report = stage.results().resolve(run + ".json");
    if (!Files.exists(report)) {
      return Stream.of();
    }
    try {
      JsonNode results = JSON.readTree(Files.readAllBytes(report)).path("results");
      return results
          .valueStream()
          .map(result ->
              DynamicTest.dynamicTest(
                  run + ": " + result.path("step").asText(),
                  () ->
                      assertThat(result.path("outcome").asText())
                          .as(result.path("detail").asText())
                          .isIn("ok", "skip")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
