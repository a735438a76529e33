package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Credentials;
import io.voxward.main.BuiltService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands and programs of {@code docs/migrate-from-voice-id.md}, as a reader types them, in a
 * folder with the service's {@code data} and the product's {@code docs}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationGuideIT {
  private static final String ADDRESS = "http://127.0.0.1:8080";

  @TempDir static Path folder;

  private BuiltService service;
  private String guide = "";
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeAll
  void a_service_runs_and_the_clients_are_installed() throws Exception {
    service = BuiltService.start(folder);
    guide =
        Files.readString(BuiltService.home().resolve("docs/migrate-from-voice-id.md"))
            .replace(ADDRESS, service.address().toString());
    Files.createSymbolicLink(folder.resolve("docs"), BuiltService.home().resolve("docs"));
    Path clients = BuiltService.home().resolve("target/clients");
    environment.put("VOXWARD_CLIENTS", clients.toString());
    environment.put(
        "PATH", clients.resolve("python/bin") + File.pathSeparator + System.getenv().get("PATH"));
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("AWS_REGION", ClientStage.REGION);
    environment.put("AWS_DEFAULT_REGION", ClientStage.REGION);
    Credentials admin = Credentials.read(service.data());
    environment.put("AWS_ACCESS_KEY_ID", admin.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", admin.secretAccessKey());
    Path recordings = service.data().resolve("objects/bank-recordings");
    Files.createDirectories(recordings.resolve("customer-7"));
    Files.createDirectories(recordings.resolve("customer-8"));
    Files.createDirectories(recordings.resolve("customer-9"));
    write(recordings, "customer-7/first.wav", "allison/enrol-1", "allison/enrol-2");
    write(recordings, "customer-7/second.wav", "allison/enrol-3", "allison/enrol-4");
    write(
        recordings,
        "customer-8/call.wav",
        "june/enrol-1",
        "june/enrol-2",
        "june/enrol-3",
        "june/call-1");
    write(recordings, "customer-9/too-short.wav", "june/short-1");
    Files.writeString(
        folder.resolve("saved-speakers.json"),
        """
        {"SpeakerSummaries": [
          {"CustomerSpeakerId": "customer-5", "Status": "OPTED_OUT"},
          {"CustomerSpeakerId": "customer-7", "Status": "ENROLLED"},
          {"GeneratedSpeakerId": "id#0123456789012345678901", "Status": "OPTED_OUT"}]}
        """);
  }

  private static void write(Path folder, String name, String... clips) throws IOException {
    Files.write(folder.resolve(name), ClientStage.wav(clips));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(guide)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private Script run(String... command) throws IOException, InterruptedException {
    return Script.run(folder, environment, command);
  }

  private void install(String what) throws IOException, InterruptedException {
    run(Scenario.folder().resolve("run.sh").toString(), "install", what).holds();
  }

  @Test
  void the_shell_commands_enrol_a_banks_customers_and_take_their_opt_outs_over() throws Exception {
    install("python");
    String commands = String.join("\n", blocks("sh")).replace("sleep 5", "sleep 1");

    Script script = run("sh", "-eu", "-c", commands);

    assertThat(script.exitCode()).as(script.said()).isZero();
    assertThat(script.said())
        .contains("COMPLETED_WITH_ERRORS")
        .contains("NEW_ENROLLMENT")
        .contains("\"ErrorCode\"")
        .contains("1 opted out, 1 without a customer id")
        .contains("OPTED_OUT")
        .contains("NOT_ENOUGH_SPEECH");
  }

  @Test
  void the_python_program_lists_domains() throws Exception {
    install("python");
    makeDomain("of-python");

    Script script = run("python3", "-c", String.join("\n", blocks("python")));

    assertThat(script.exitCode()).as(script.said()).isZero();
    assertThat(script.said()).contains("of-python");
  }

  @Test
  void the_javascript_program_lists_domains() throws Exception {
    install("javascript");
    makeDomain("of-javascript");
    Path program =
        BuiltService.home().resolve("target/clients/javascript").resolve("migration-guide.mjs");
    Files.writeString(program, String.join("\n", blocks("js")));

    Script script = run("node", program.toString());

    assertThat(script.exitCode()).as(script.said()).isZero();
    assertThat(script.said()).contains("of-javascript");
  }

  @Test
  void the_java_program_lists_domains() throws Exception {
    makeDomain("of-java");
    Path program = folder.resolve("MigrationGuide.java");
    Files.writeString(program, String.join("\n", blocks("java")));

    Script script = run(java(), "-cp", classPath(), program.toString());

    assertThat(script.exitCode()).as(script.said()).isZero();
    assertThat(script.said()).contains("of-java");
  }

  /** The Java client takes its address from the environment too. */
  @Test
  void the_environment_alone_points_the_java_client_here() throws Exception {
    makeDomain("by-environment");
    Path program = folder.resolve("ByEnvironment.java");
    Files.writeString(
        program,
        String.join("\n", blocks("java"))
            .replaceAll(
                "(?s)VoiceIdClient\\.builder\\(\\).*?\\.build\\(\\)", "VoiceIdClient.create()"));
    environment.put("AWS_ENDPOINT_URL_VOICE_ID", service.address().toString());

    Script script = run(java(), "-cp", classPath(), program.toString());

    environment.remove("AWS_ENDPOINT_URL_VOICE_ID");
    assertThat(script.exitCode()).as(script.said()).isZero();
    assertThat(script.said()).contains("by-environment");
  }

  private void makeDomain(String name) throws IOException {
    Credentials admin = Credentials.read(service.data());
    try (JavaSdk sdk =
        new JavaSdk(
            service.address(),
            Map.of("admin", new ClientStage.Key(admin.accessKeyId(), admin.secretAccessKey())))) {
      sdk.client("admin", false)
          .createDomain(request ->
              request
                  .name(name)
                  .serverSideEncryptionConfiguration(key -> key.kmsKeyId("alias/bank")));
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return Stream.of("surefire.test.class.path", "java.class.path")
        .map(System::getProperty)
        .filter(path -> path != null)
        .findFirst()
        .orElseThrow();
  }
}
