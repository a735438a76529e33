package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.voxward.wire.voiceid.Scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import software.amazon.awssdk.services.voiceid.model.VoiceIdException;

/** The Java client going through one part of the scenario, one test for each step. */
final class ScenarioRun {
  static final String CLIENT = "java";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long BETWEEN_QUESTIONS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  private final JavaSdk sdk;
  private final ClientStage stage;
  private final String part;
  private final Map<String, JsonNode> names;
  private final ObjectNode report = JSON.createObjectNode();
  private final ArrayNode results;

  ScenarioRun(JavaSdk sdk, ClientStage stage, String part) {
    this.sdk = sdk;
    this.stage = stage;
    this.part = part;
    this.names = new TreeMap<>(stage.names());
    names.put("client", TextNode.valueOf(CLIENT));
    report.put("client", CLIENT);
    report.put("version", "software.amazon.awssdk:voiceid " + version());
    report.put("part", part);
    this.results = report.putArray("results");
  }

  private static String version() {
    String jar =
        VoiceIdException.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceAll(".*voiceid-([0-9.]+)\\.jar", "$1");
  }

  Stream<DynamicTest> tests(Scenario scenario) {
    return scenario.steps(part).stream()
        .filter(step -> step.isFor(CLIENT))
        .map(step -> DynamicTest.dynamicTest(title(step), () -> run(step)));
  }

  private static String title(Step step) {
    return step.operation().isEmpty() ? step.name() : step.operation() + ": " + step.name();
  }

  private void run(Step step) throws Exception {
    ObjectNode result = results.addObject();
    result.put("outcome", "FAILED").put("operation", step.operation()).put("step", step.name());
    try {
      perform(step, input(step));
      result.put("outcome", "ok");
    } catch (Exception | AssertionError wrong) {
      result.put("detail", wrong.toString());
      throw wrong;
    }
  }

  private JsonNode input(Step step) {
    Map<String, JsonNode> known = new TreeMap<>(names);
    if (step.has("with")) {
      Scenario.fill(step.get("with"), names)
          .properties()
          .forEach(more -> known.put(more.getKey(), more.getValue()));
    }
    return step.has("input") ? Scenario.fill(step.get("input"), known) : JSON.createObjectNode();
  }

  private void perform(Step step, JsonNode input) throws Exception {
    String who = step.has("as") ? step.text("as") : "admin";
    if (step.has("file")) {
      settle(step, read(Scenario.fill(step.get("file"), names).asText()));
    } else if (step.has("paginate")) {
      long found =
          sdk.count(step.operation(), step.text("key"), input, step.get("pageSize").asInt(), who);
      Expectation.agree(JSON.getNodeFactory().numberNode(found), step.get("count"), "count");
    } else if (step.has("burst")) {
      refused(step, burst(step, input, who));
    } else if (step.has("error")) {
      refused(step, refusal(step, input, who));
    } else {
      settle(step, answer(step, input, who));
    }
  }

  private JsonNode answer(Step step, JsonNode input, String who) {
    long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(step.get("within").asInt());
    JsonNode answer = call(step, input, who);
    while (step.has("until")
        && !Expectation.agrees(answer, step.get("until"))
        && System.nanoTime() < last) {
      LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
      answer = call(step, input, who);
    }
    return answer;
  }

  private JsonNode call(Step step, JsonNode input, String who) {
    return sdk.call(step.operation(), input, who, step.get("patient").asBoolean());
  }

  private VoiceIdException refusal(Step step, JsonNode input, String who) {
    try {
      JsonNode answer = call(step, input, who);
      throw new AssertionError("expected " + step.get("error") + ", got " + answer);
    } catch (VoiceIdException refused) {
      return refused;
    }
  }

  private VoiceIdException burst(Step step, JsonNode input, String who) throws Exception {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> calls = new ArrayList<>();
      for (int i = 0; i < step.get("calls").asInt(); i++) {
        calls.add(many.submit(() -> sdk.call(step.operation(), input, who, false)));
      }
      List<VoiceIdException> refused = new ArrayList<>();
      for (Future<JsonNode> call : calls) {
        try {
          call.get(ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          refused.add((VoiceIdException) e.getCause());
        }
      }
      assertThat(refused).as("refusals of %s calls at once", calls.size()).isNotEmpty();
      return refused.getFirst();
    }
  }

  private void refused(Step step, VoiceIdException refused) {
    JsonNode expected = step.get("error");
    String name = expected.path("name").asText();
    assertThat(refused.awsErrorDetails().errorCode()).as(refused.getMessage()).isEqualTo(name);
    if (!expected.path("generic").asBoolean()) {
      assertThat(refused.getClass().getSimpleName()).isEqualTo(name);
    }
    assertThat(refused.statusCode()).isEqualTo(expected.path("status").asInt());
    assertThat(refused.requestId()).isNotBlank();
    assertThat(refused.awsErrorDetails().errorMessage()).isNotBlank();
    if (expected.has("message")) {
      Expectation.agree(
          TextNode.valueOf(refused.awsErrorDetails().errorMessage()),
          expected.path("message"),
          "message");
    }
    for (String member : List.of("ConflictType", "ResourceType")) {
      if (expected.has(member)) {
        assertThat(JavaSdk.member(refused, member)).isEqualTo(expected.path(member).asText());
      }
    }
  }

  private void settle(Step step, JsonNode answer) {
    if (step.has("expect")) {
      Expectation.agree(answer, Scenario.fill(step.get("expect"), names), "answer");
    }
    step.get("save")
        .properties()
        .forEach(one -> names.put(one.getKey(), Scenario.at(answer, one.getValue().asText())));
  }

  private JsonNode read(String uri) throws IOException {
    Path file = stage.objects().resolve(uri.substring("s3://".length()));
    return JSON.readTree(Files.readAllBytes(file));
  }

  /** Leaves what came of it where the page of the compatibility table looks. */
  void report() throws IOException {
    Files.write(
        Files.createDirectories(Reports.folder()).resolve(CLIENT + "-" + part + ".json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
  }
}
