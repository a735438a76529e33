package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Audio;
import io.voxward.client.Credentials;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.main.BuiltService;
import io.voxward.main.Voices;
import io.voxward.wire.kinesis.FakeKinesis;
import io.voxward.wire.stream.DemoVoices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of {@code docs/integrations} as they lie there, each making its call: the Lambda
 * function is run, the data action and the widget are read and carried out as their platforms do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactFlowIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = BuiltService.home().resolve("docs/integrations/examples");
  private static final String EXAMPLE_ADDRESS = "https://voxward.example.com";
  private static final double PACE = 6;

  /** Names as the platforms give them. */
  private static final String CONTACT = "7b1a3c1e-6d0f-4a51-9a1a-2f5b0d3c9e11";

  private static final String NEW_CONTACT = "0e9dbe05-3c7e-4a53-9a83-5a3a5a3a5a3a";
  private static final String LIVE_CONTACT = "5d0f3c8e-11b2-4b0e-9a52-0c6f0d7f2a90";

  private static final String CALL_SID = "CA0123456789abcdef0123456789abcdef";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeKinesis kinesis = FakeKinesis.start();
  @TempDir static Path folder;

  private BuiltService service;
  private Credentials admin;
  private String domain = "";

  @BeforeAll
  void calls_were_made() throws Exception {
    service =
        BuiltService.start(
            folder,
            Map.of(
                "VOXWARD_KINESIS_ENDPOINT", kinesis.address().toString(),
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "example",
                "AWS_EC2_METADATA_DISABLED", "true"));
    admin = Credentials.read(service.data());
    try (VoxwardClient client = service.client()) {
      domain = client.createDomain(DomainSettings.named("bank-line").enrollingFrom(20)).domainId();
      RecordingAnswer enrolled =
          client.enrollRecording(
              domain,
              "customer-7",
              ClientStage.wav("allison/enrol-1", "allison/enrol-2", "allison/enrol-3"),
              "audio/wav");
      assertThat(enrolled).isEqualTo(new RecordingAnswer.Enrolled());
      play(client, CONTACT, "customer-7", "allison/call-1", "allison/call-2");
      play(client, CALL_SID, "customer-7", "june/call-3", "june/call-4");
      play(client, NEW_CONTACT, null, "allison/call-3", "allison/call-4");
    }
    linkConnect();
    kinesis
        .holdsCall(101, LIVE_CONTACT, DemoVoices.l16("allison", "call", 4))
        .holdsCall(201, CONTACT, new byte[16_000]);
  }

  private void linkConnect() throws Exception {
    String link =
        JSON.createObjectNode()
            .put("kind", "connect")
            .put("externalId", "0c9cf2c0-6e0b-4b7e-8d7c-4d9a1b1f6c55")
            .put("domainId", domain)
            .toString();
    HttpResponse<String> linked =
        http.send(
            HttpRequest.newBuilder(service.address().resolve("/api/v1/instances"))
                .header("Authorization", "Bearer " + admin.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(link))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(linked.statusCode()).as(linked.body()).isEqualTo(201);
  }

  private void play(VoxwardClient client, String name, @Nullable String speaker, String... clips)
      throws IOException {
    StartedSession session =
        client.startSession(domain, new NewSession(name, speaker, Audio.TELEPHONE));
    try (LiveCall call = client.stream(session, Audio.TELEPHONE, message -> {})) {
      call.play(Audio.l16(Voices.speech(clips)), PACE, sent -> true);
    }
  }

  @AfterAll
  void stop() {
    http.close();
    service.close();
    kinesis.close();
  }

  // Amazon Connect

  private JsonNode lambda(String contact, Map<String, String> parameters) throws Exception {
    Script script = runLambda(contact, parameters);
    assertThat(script.exitCode()).as(script.said()).isZero();
    return JSON.readTree(script.said());
  }

  private Script runLambda(String contact, Map<String, String> parameters) throws Exception {
    boolean there = Script.isThere("python3");
    assertThat(there || System.getenv("CI") == null).as("python3 is there in CI").isTrue();
    Assumptions.assumeTrue(there, "skipped: no python3");
    ObjectNode event =
        (ObjectNode)
            JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("connect-lambda/event.json")));
    ObjectNode data = event.withObject("/Details/ContactData");
    data.put("InitialContactId", contact).put("ContactId", contact);
    data.withObject("/MediaStreams/Customer/Audio").put("StartFragmentNumber", "100");
    ObjectNode given = event.withObject("/Details").putObject("Parameters");
    parameters.forEach(given::put);
    Path file = folder.resolve("event.json");
    Files.write(file, JSON.writeValueAsBytes(event));
    Map<String, String> environment = new TreeMap<>();
    environment.put("PYTHONPATH", EXAMPLES.resolve("connect-lambda").toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("VOXWARD_URL", service.address().toString());
    environment.put("VOXWARD_DOMAIN_ID", domain);
    environment.put("VOXWARD_TOKEN", admin.token());
    return Script.run(
        folder,
        environment,
        "python3",
        "-c",
        """
        import json, sys, handler
        event = json.load(open(sys.argv[1]))
        print(json.dumps(handler.lambda_handler(event, None)))
        """,
        file.toString());
  }

  @Test
  void the_lambda_function_tells_a_flow_who_is_calling() throws Exception {
    JsonNode answer = lambda(CONTACT, Map.of("action", "check", "wait", "6"));

    assertThat(answer.path("authentication").asText()).isEqualTo("Authenticated");
    assertThat(answer.path("enrollment").asText()).isEqualTo("Enrolled");
    assertThat(answer.path("fraud").asText()).isEqualTo("Low risk");
    assertThat(answer.path("final").asText()).isEqualTo("true");
    assertThat(answer.valueStream()).as("a flow reads strings").allMatch(JsonNode::isTextual);
  }

  @Test
  void the_lambda_function_has_the_voice_fetched_from_connects_own_stream() throws Exception {
    JsonNode begun = lambda(LIVE_CONTACT, Map.of("action", "listen", "customerId", "customer-7"));
    JsonNode answer = lambda(LIVE_CONTACT, Map.of("action", "check", "wait", "6"));

    assertThat(begun.path("state").asText()).isIn("STREAMING", "CONNECTING");
    assertThat(begun.path("sessionName").asText()).isEqualTo(LIVE_CONTACT);
    assertThat(answer.path("authentication").asText()).isEqualTo("Authenticated");
  }

  @Test
  void the_lambda_function_says_who_the_caller_claims_to_be_and_has_the_answer() throws Exception {
    JsonNode answer = lambda(NEW_CONTACT, Map.of("action", "claim", "customerId", "customer-7"));

    assertThat(answer.path("authentication").asText()).isEqualTo("Authenticated");
  }

  @Test
  void the_lambda_function_opts_a_customer_out() throws Exception {
    JsonNode answer = lambda(CONTACT, Map.of("action", "optOut", "customerId", "customer-8"));

    assertThat(answer.path("status").asText()).isEqualTo("OPTED_OUT");
  }

  @Test
  void the_lambda_function_asks_for_an_enrolment() throws Exception {
    try (VoxwardClient client = service.client()) {
      client.startSession(domain, new NewSession("to-enrol", "customer-9", Audio.TELEPHONE));
    }

    JsonNode answer = lambda("to-enrol", Map.of("action", "enroll"));

    assertThat(answer.path("status").asText()).isEqualTo("NOT_ENOUGH_SPEECH");
  }

  @Test
  void an_unknown_call_takes_the_error_branch_and_names_nobody() throws Exception {
    Script script = runLambda("no-such-contact", Map.of("action", "check"));

    assertThat(script.exitCode()).isNotZero();
    assertThat(script.said())
        .contains("Voxward refused: 404 urn:voxward:problem:session-not-found")
        .doesNotContain(admin.token());
  }

  // Genesys Cloud

  @Test
  void the_genesys_data_action_makes_its_call_and_keeps_its_contract() throws Exception {
    // Given
    JsonNode action = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("genesys-check.json")));
    JsonNode request = action.path("config").path("request");
    ObjectNode input = JSON.createObjectNode();
    input.put("domainId", domain).put("conversationId", CONTACT).put("waitSeconds", 5);
    assertThat(input.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            names(action.at("/contract/input/inputSchema/properties")));

    // When
    HttpRequest.Builder call =
        HttpRequest.newBuilder(here(genesys(request.path("requestUrlTemplate").asText(), input)))
            .method(request.path("requestType").asText(), HttpRequest.BodyPublishers.noBody());
    request
        .path("headers")
        .properties()
        .forEach(
            header -> call.header(header.getKey(), genesys(header.getValue().asText(), input)));
    HttpResponse<String> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode output = translated(action.at("/config/response"), JSON.readTree(answer.body()));
    assertKeepsSchema(output, action.at("/contract/output/successSchema"));
    assertThat(output.path("authentication").asText()).isEqualTo("Authenticated");
    assertThat(output.path("final").asBoolean()).isTrue();
  }

  private String genesys(String template, JsonNode input) {
    String filled = template.replace("${credentials.token}", admin.token());
    for (Map.Entry<String, JsonNode> member : input.properties()) {
      filled = filled.replace("${input." + member.getKey() + "}", member.getValue().asText());
    }
    assertThat(filled).as("every variable is known").doesNotContain("${");
    return filled;
  }

  /** Genesys takes values out by JSONPath, as JSON, and puts them into the template. */
  private static JsonNode translated(JsonNode response, JsonNode answer) throws IOException {
    String filled = response.path("successTemplate").asText();
    for (Map.Entry<String, JsonNode> one : response.path("translationMap").properties()) {
      JsonNode found =
          answer.at(one.getValue().asText().replaceFirst("^\\$", "").replace('.', '/'));
      assertThat(found.isMissingNode()).as("%s is in the answer", one.getValue()).isFalse();
      filled = filled.replace("${" + one.getKey() + "}", found.toString());
      JSON.readTree(response.path("translationMapDefaults").path(one.getKey()).asText());
    }
    return JSON.readTree(filled);
  }

  private static void assertKeepsSchema(JsonNode output, JsonNode schema) {
    assertThat(names(output))
        .containsExactlyInAnyOrderElementsOf(
            schema.path("required").valueStream().map(JsonNode::asText).toList());
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      JsonNode value = output.path(member.getKey());
      boolean fits =
          switch (member.getValue().path("type").asText()) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
          };
      assertThat(fits).as("%s: %s", member.getKey(), value).isTrue();
    }
  }

  private static java.util.List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** The same call to this service. */
  private URI here(String example) {
    assertThat(example).startsWith(EXAMPLE_ADDRESS);
    return URI.create(service.address() + example.substring(EXAMPLE_ADDRESS.length()));
  }

  // Twilio Studio

  @Test
  void the_studio_widget_makes_its_call_and_the_flow_branches_on_the_answer() throws Exception {
    // Given
    JsonNode flow = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("twilio-studio-check.json")));
    JsonNode properties = state(flow, "check_voice").path("properties");
    String url =
        properties
            .path("url")
            .asText()
            .replace("{{trigger.call.CallSid}}", CALL_SID)
            .replace("ACCESS_KEY_ID", admin.accessKeyId())
            .replace("TOKEN", admin.token())
            .replace("DOMAIN_ID", domain);

    // When
    HttpResponse<String> answer = studio(properties.path("method").asText(), URI.create(url));
    String next = split(flow, state(flow, "who_is_it"), JSON.readTree(answer.body()));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("application/json");
    assertThat(next).as("an impostor is asked other questions").isEqualTo("ask_other_questions");
  }

  @Test
  void the_flow_knows_every_word_of_the_check_that_it_branches_on() throws Exception {
    JsonNode flow = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve("twilio-studio-check.json")));
    JsonNode split = state(flow, "who_is_it");

    assertThat(split(flow, split, check("Authenticated", "Low risk"))).isEqualTo("greet");
    assertThat(split(flow, split, check("Authenticated", "High risk")))
        .isEqualTo("call_the_fraud_desk");
    assertThat(split(flow, split, check("Inconclusive", "Inconclusive")))
        .isEqualTo("ask_other_questions");
  }

  private static JsonNode check(String authentication, String fraud) {
    return JSON.createObjectNode().put("authentication", authentication).put("fraud", fraud);
  }

  private static JsonNode state(JsonNode flow, String name) {
    return flow.path("states")
        .valueStream()
        .filter(state -> state.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the flow has no state " + name));
  }

  /** Studio sends the name and password of an address as a basic Authorization header. */
  private HttpResponse<String> studio(String method, URI url) throws Exception {
    String bare = url.toString().replace(url.getRawUserInfo() + "@", "");
    String pair =
        Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(here(bare))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Basic " + pair)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Studio compares the parsed answer with each condition, in order. */
  private static String split(JsonNode flow, JsonNode split, JsonNode parsed) {
    String otherwise = "";
    for (JsonNode transition : split.path("transitions")) {
      state(flow, transition.path("next").asText());
      if (transition.path("event").asText().equals("noMatch")) {
        otherwise = transition.path("next").asText();
        continue;
      }
      JsonNode condition = transition.path("conditions").path(0);
      String member =
          condition
              .path("arguments")
              .path(0)
              .asText()
              .replace("{{widgets.check_voice.parsed.", "")
              .replace("}}", "");
      if (parsed.path(member).asText().equals(condition.path("value").asText())) {
        return transition.path("next").asText();
      }
    }
    return otherwise;
  }
}
