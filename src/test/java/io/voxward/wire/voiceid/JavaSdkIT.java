package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.voiceid.VoiceIdClient;
import software.amazon.awssdk.services.voiceid.model.ConflictException;
import software.amazon.awssdk.services.voiceid.model.ConflictType;
import software.amazon.awssdk.services.voiceid.model.DomainStatus;
import software.amazon.awssdk.services.voiceid.model.DomainSummary;

/** The AWS SDK for Java against the built application: the whole scenario, and some plain code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSdkIT {
  @TempDir static Path folder;

  private ClientStage stage;
  private final Set<JavaSdk> sdks = new HashSet<>();

  @BeforeAll
  void open() throws Exception {
    stage = ClientStage.open(folder);
  }

  @AfterAll
  void close() {
    sdks.forEach(JavaSdk::close);
    stage.close();
  }

  private JavaSdk sdk(String part) throws IOException {
    JavaSdk sdk = new JavaSdk(stage.endpoint(part), stage.keys(part));
    sdks.add(sdk);
    return sdk;
  }

  @TestFactory
  Stream<DynamicTest> the_scenario() throws Exception {
    Scenario scenario = Scenario.read();
    ScenarioRun main = new ScenarioRun(sdk("main"), stage, "main");
    ScenarioRun limits = new ScenarioRun(sdk("limits"), stage, "limits");
    ScenarioRun outage = new ScenarioRun(sdk("outage"), stage, "outage");
    return Stream.of(
            main.tests(scenario),
            reported(main),
            limits.tests(scenario),
            reported(limits),
            Stream.of(DynamicTest.dynamicTest("the database is lost", stage::loseDatabase)),
            outage.tests(scenario),
            reported(outage))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> reported(ScenarioRun run) {
    return Stream.of(DynamicTest.dynamicTest("a report is left", run::report));
  }

  @Test
  void the_scenario_calls_every_operation_of_the_client() throws Exception {
    Set<String> called = new TreeSet<>();
    for (String part : Scenario.PARTS) {
      Scenario.read().steps(part).forEach(step -> called.add(step.operation()));
    }
    called.remove("");

    assertThat(called).hasSize(29);
  }

  /** Code as a customer has it: nothing in it knows Voxward but the endpoint. */
  @Test
  void a_customers_program_works_unchanged() throws Exception {
    // Given
    VoiceIdClient client = sdk("main").client("admin", true);
    String id =
        client
            .createDomain(request ->
                request
                    .name("customers-program")
                    .serverSideEncryptionConfiguration(key -> key.kmsKeyId("alias/bank")))
            .domain()
            .domainId();

    // When
    List<DomainSummary> found =
        client.listDomainsPaginator(request -> request.maxResults(1)).stream()
            .flatMap(page -> page.domainSummaries().stream())
            .filter(domain -> domain.domainId().equals(id))
            .toList();
    client.deleteDomain(request -> request.domainId(id));

    // Then
    assertThat(found).hasSize(1);
    assertThat(client.describeDomain(request -> request.domainId(id)).domain().domainStatus())
        .isEqualTo(DomainStatus.SUSPENDED);
    assertThat(catchConflict(client, id).conflictType()).isEqualTo(ConflictType.DOMAIN_NOT_ACTIVE);
  }

  private static ConflictException catchConflict(VoiceIdClient client, String domain) {
    try {
      client.optOutSpeaker(request -> request.domainId(domain).speakerId("customer-7"));
      throw new AssertionError("a suspended domain opted a speaker out");
    } catch (ConflictException conflict) {
      return conflict;
    }
  }
}
