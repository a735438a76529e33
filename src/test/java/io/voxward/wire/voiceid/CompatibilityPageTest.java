package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.main.BuiltService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of the compatibility table is up to date and claims nothing that no test proves. After a
 * change of model, scenario or tests it is made anew with {@code mvn test
 * -Dtest=CompatibilityPageTest -Dvoxward.write-docs=true}.
 */
class CompatibilityPageTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  @Test
  void the_page_is_what_model_scenario_and_runs_say() throws IOException {
    if (Boolean.getBoolean("voxward.write-docs")) {
      if (Files.isDirectory(Reports.folder())) {
        Reports.commit();
      }
      Files.writeString(CompatibilityPage.file(), CompatibilityPage.make().text());
    }

    assertThat(Files.readString(CompatibilityPage.file()))
        .isEqualTo(CompatibilityPage.make().text());
  }

  @Test
  void every_member_and_every_error_has_its_proof() throws IOException {
    assertThat(CompatibilityPage.make().unproven()).isEmpty();
  }

  @Test
  void no_step_of_a_committed_run_failed() throws IOException {
    List<String> failed = new ArrayList<>();
    for (Map.Entry<String, JsonNode> client : Reports.readCommitted().properties()) {
      for (Map.Entry<String, JsonNode> part : client.getValue().properties()) {
        for (Map.Entry<String, JsonNode> step : part.getValue().path("steps").properties()) {
          if (step.getValue().asText().equals("FAILED")) {
            failed.add(client.getKey() + ": " + step.getKey());
          }
        }
      }
    }

    assertThat(failed).isEmpty();
  }

  @Test
  void every_test_that_the_page_names_is_there() throws IOException {
    // Given
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(BuiltService.home().resolve("src/test/java"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }

    // When
    List<String> missing = new ArrayList<>();
    Matcher named = TEST.matcher(Files.readString(CompatibilityPage.file()));
    while (named.find()) {
      if (!sources.getOrDefault(named.group(1), "").contains(" " + named.group(2) + "(")) {
        missing.add(named.group());
      }
    }

    // Then
    assertThat(missing).isEmpty();
  }
}
