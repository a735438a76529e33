package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.main.BuiltService;
import io.voxward.wire.voiceid.Scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@code docs/voice-id-compatibility.md}: every operation, member and error of the service model
 * with the test that proves it, from the model, the clients' scenario and what their last runs came
 * to. What no client can prove has its test in {@code src/it/clients/coverage.json}.
 */
final class CompatibilityPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Scenario.folder();

  /** The clients, each with its letter. */
  private static final Map<String, String> CLIENTS =
      new TreeMap<>(Map.of("java", "J", "javascript", "N", "python", "P", "cli", "C"));

  private final JsonNode model;
  private final Scenario scenario;
  private final JsonNode results;
  private final JsonNode coverage;
  private final Members members;
  private final StringBuilder page = new StringBuilder();
  private final List<String> unproven = new ArrayList<>();

  private CompatibilityPage(
      JsonNode model, Scenario scenario, JsonNode results, JsonNode coverage) {
    this.model = model;
    this.scenario = scenario;
    this.results = results;
    this.coverage = coverage;
    this.members = new Members(model);
  }

  static Path file() {
    return BuiltService.home().resolve("docs/voice-id-compatibility.md");
  }

  static CompatibilityPage make() throws IOException {
    CompatibilityPage made =
        new CompatibilityPage(
            JSON.readTree(
                Files.readAllBytes(
                    BuiltService.home().resolve("src/main/resources/voice-id/service.json"))),
            Scenario.read(),
            Reports.readCommitted(),
            JSON.readTree(Files.readAllBytes(FOLDER.resolve("coverage.json"))));
    made.write();
    return made;
  }

  String text() {
    return page.toString();
  }

  /** What has neither a step that holds nor a test named for it. */
  List<String> unproven() {
    return List.copyOf(unproven);
  }

  private void write() throws IOException {
    page.append(Files.readString(FOLDER.resolve("page-head.md")));
    writeClients();
    page.append(Files.readString(FOLDER.resolve("page-choices.md")));
    page.append("\n## Operations\n");
    model.path("operations").properties().forEach(it -> writeOperation(it.getKey(), it.getValue()));
  }

  private void writeClients() {
    page.append("\n| Letter | Client | Operations | Steps that hold |\n|---|---|---|---|\n");
    for (Map.Entry<String, String> client : CLIENTS.entrySet()) {
      JsonNode parts = results.path(client.getKey());
      page.append(
          "| %s | %s | %d | %d of %d |\n"
              .formatted(
                  client.getValue(),
                  parts.path("main").path("version").asText("did not run"),
                  operations(client.getKey()),
                  count(parts, "ok"::equals),
                  count(parts, outcome -> true)));
    }
    page.append("\n");
  }

  private static int count(JsonNode parts, Predicate<String> outcome) {
    int found = 0;
    for (JsonNode part : parts) {
      for (JsonNode step : part.path("steps")) {
        found += outcome.test(step.asText()) ? 1 : 0;
      }
    }
    return found;
  }

  private long operations(String client) {
    return Scenario.PARTS.stream()
        .flatMap(part -> scenario.steps(part).stream().filter(step -> holds(client, part, step)))
        .map(Step::operation)
        .filter(name -> !name.isEmpty())
        .distinct()
        .count();
  }

  private boolean holds(String client, String part, Step step) {
    return results.path(client).path(part).path("steps").path(step.name()).asText().equals("ok");
  }

  private void writeOperation(String name, JsonNode operation) {
    page.append("\n### ").append(name).append("\n\n");
    writeMembers(name, "Request", operation.path("input").asText(), Members::given);
    if (operation.has("output")) {
      writeMembers(name, "Response", operation.path("output").asText(), Members::expected);
    } else {
      page.append("Response: 200, empty body: ")
          .append(proof(name + " answers", steps(name, step -> !step.has("error")), List.of()))
          .append(".\n\n");
    }
    page.append("| Error | Status | Proof |\n|---|---|---|\n");
    for (JsonNode error : operation.path("errors")) {
      writeError(name, error.asText());
    }
  }

  private void writeMembers(
      String operation, String title, String shape, Function<Step, Set<String>> names) {
    Map<String, JsonNode> all = members.of(shape);
    if (all.isEmpty()) {
      page.append(title).append(": no members.\n\n");
      return;
    }
    Set<String> required = members.required(shape);
    page.append("| ").append(title).append(" | Rule | Proof |\n|---|---|---|\n");
    for (Map.Entry<String, JsonNode> member : all.entrySet()) {
      String path = member.getKey();
      String what = "%s %s %s".formatted(title.toLowerCase(java.util.Locale.ROOT), operation, path);
      String proof =
          proof(
              what,
              steps(operation, step -> names.apply(step).contains(path)),
              steps(operation, step -> Members.absent(step, path)));
      page.append(
          "| `%s`%s | %s | %s |\n"
              .formatted(
                  path,
                  required.contains(top(path)) ? " *" : "",
                  Members.rule(member.getValue()),
                  proof));
    }
    page.append("\n");
  }

  private static String top(String path) {
    return path.replaceAll("[.\\[].*", "");
  }

  private void writeError(String operation, String error) {
    List<Proof> steps =
        steps(operation, step -> step.get("error").path("name").asText().equals(error));
    page.append(
        "| %s | %d | %s |\n"
            .formatted(
                error, status(error), proof("error " + operation + " " + error, steps, List.of())));
  }

  private static int status(String error) {
    return switch (error) {
      case "ValidationException" -> 400;
      case "ServiceQuotaExceededException" -> 402;
      case "AccessDeniedException" -> 403;
      case "ResourceNotFoundException" -> 404;
      case "ConflictException" -> 409;
      case "ThrottlingException" -> 429;
      case "InternalServerException" -> 500;
      default -> throw new IllegalArgumentException("not in the model: " + error);
    };
  }

  /** A step that holds, with the letters of the clients for which it does. */
  private record Proof(String step, String letters) {}

  private List<Proof> steps(String operation, Predicate<Step> which) {
    List<Proof> found = new ArrayList<>();
    for (String part : Scenario.PARTS) {
      for (Step step : scenario.steps(part)) {
        if (step.operation().equals(operation) && which.test(step)) {
          String letters = letters(part, step);
          if (!letters.isEmpty()) {
            found.add(new Proof(step.name(), letters));
          }
        }
      }
    }
    return found;
  }

  private String letters(String part, Step step) {
    StringBuilder letters = new StringBuilder();
    CLIENTS.forEach((client, letter) -> letters.append(holds(client, part, step) ? letter : ""));
    return letters.toString();
  }

  /**
   * The step that most clients prove, or else the test named for it elsewhere, or else the step
   * that proves its absence, or why it never comes.
   */
  private String proof(String what, List<Proof> steps, List<Proof> absences) {
    if (!steps.isEmpty()) {
      return best(steps);
    }
    String test = testOf(what);
    if (!test.isEmpty()) {
      return "`" + test + "`";
    }
    if (!absences.isEmpty()) {
      return "absent: " + best(absences);
    }
    String why = coverage.path("never").path(what).asText();
    if (!why.isEmpty()) {
      return why;
    }
    unproven.add(what);
    return "**none**";
  }

  private static String best(List<Proof> steps) {
    Proof best = steps.getFirst();
    for (Proof proof : steps) {
      if (proof.letters().length() > best.letters().length()) {
        best = proof;
      }
    }
    return best.step() + " (" + best.letters() + ")";
  }

  private String testOf(String what) {
    if (!what.startsWith("error ")) {
      return coverage.path("members").path(what).asText();
    }
    String named = coverage.path("errors").path(what.substring("error ".length())).asText();
    return named.isEmpty()
        ? coverage.path("errors").path(what.replaceAll(".* ", "")).asText()
        : named;
  }
}
