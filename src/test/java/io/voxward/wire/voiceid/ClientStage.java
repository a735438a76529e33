package io.voxward.wire.voiceid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Audio;
import io.voxward.client.Credentials;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.main.BuiltService;
import io.voxward.main.Voices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/**
 * What the clients' scenario needs: a service with speakers, calls and a fraudster, a second one
 * with the official limits, recordings and manifests in a bucket, and keys of every kind.
 */
final class ClientStage implements AutoCloseable {
  static final String REGION = "eu-central-1";
  static final String BUCKET = "voxward-clients";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 8000;
  private static final int WAV_HEADER_BYTES = 44;
  private static final double PACE = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BETWEEN_QUESTIONS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SOME_SECONDS_OF_SILENCE = RATE * 2 * 2;
  private static final int ENTRIES_OF_A_LONG_JOB = 6;

  private final Path folder;
  private final BuiltService service;
  private final BuiltService limited;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Holds the streams of calls that go on. */
  private final VoxwardClient client;

  private final Map<String, Key> keys = new TreeMap<>();
  private final ObjectNode names = JSON.createObjectNode();
  private final List<LiveCall> open = new ArrayList<>();

  /** An access key. */
  record Key(String id, String secret) {
    /** Says nothing of the secret. */
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  private ClientStage(Path folder, BuiltService service, BuiltService limited) throws IOException {
    this.folder = folder;
    this.service = service;
    this.limited = limited;
    this.client = service.client();
  }

  /** Starts both services and prepares everything. */
  static ClientStage open(Path folder) throws Exception {
    Path objects = folder.resolve("objects");
    Map<String, String> patient =
        Map.of(
            "VOXWARD_S3_ROOT", objects.toString(),
            "VOXWARD_SESSION_IDLE_AFTER", "PT30M",
            "VOXWARD_SESSION_UNUSED_FOR", "PT30M",
            "VOXWARD_SESSION_ASKABLE_FOR", "PT30M");
    Map<String, String> official =
        Map.of("VOXWARD_S3_ROOT", objects.toString(), "VOXWARD_LIMITS", "voice-id");
    Files.createDirectories(folder.resolve("results"));
    BuiltService service = BuiltService.start(folder.resolve("main"), patient);
    ClientStage stage =
        new ClientStage(folder, service, BuiltService.start(folder.resolve("limits"), official));
    try {
      stage.prepare();
      return stage;
    } catch (Exception | AssertionError e) {
      System.out.println(BuiltService.log(folder.resolve("main")));
      stage.close();
      throw e;
    }
  }

  private void prepare() throws Exception {
    writeObjects();
    Credentials admin = Credentials.read(service.data());
    keys.put("admin", new Key(admin.accessKeyId(), admin.secretAccessKey()));
    keys.put("forged", new Key(admin.accessKeyId(), "not/the/secret/not/the/secret/not/the/se"));
    keys.put("unknown", new Key("VXNOBODYHASTHISKEY00", admin.secretAccessKey()));
    JsonNode flow = post("/access-keys", "{\"name\": \"flow\", \"roles\": [\"flow\"]}");
    keys.put(
        "flow", new Key(flow.path("accessKeyId").asText(), flow.path("secretAccessKey").asText()));
    name("role", "arn:aws:iam::123456789012:role/voice-id");
    name("nothing", "A".repeat(22));
    name("noId", "id#" + "A".repeat(22));
    name("long257", "a".repeat(257));
    ArrayNode tags = names.putArray("tags51");
    for (int i = 0; i < 51; i++) {
      tags.addObject().put("Key", "key-" + i).put("Value", "value");
    }
    prepareDomain();
  }

  private void name(String name, String value) {
    names.put(name, value);
  }

  private void prepareDomain() throws Exception {
    String domain = client.createDomain(DomainSettings.named("stage")).domainId();
    name("stage", domain);
    enroll(domain);
    client.optOut(domain, "armelle");
    registerFraudster(domain);
    List<Call> calls =
        List.of(
            new Call("accepted", "\"allison\"", List.of("allison/call-1", "allison/call-2")),
            new Call("rejected", "\"allison\"", List.of("june/call-3", "june/call-4")),
            new Call("too-short", "\"allison\"", List.of("allison/short-1")),
            new Call("high-risk", "null", List.of("menardi/call-3", "menardi/call-4")));
    play(domain, calls);
    announce(domain, "not-enrolled", "\"somebody-new\"", "");
    announce(domain, "opted-out", "\"armelle\"", "");
    announce(domain, "no-speaker", "null", "");
    announce(domain, "pending", "\"allison\"", "");
    announce(domain, "fraud-only", "\"allison\"", "\"authentication\": false");
    LiveCall ongoing =
        client.stream(
            announce(domain, "ongoing", "\"allison\"", ""), Audio.TELEPHONE, message -> {});
    ongoing.send(ByteBuffer.allocate(SOME_SECONDS_OF_SILENCE));
    open.add(ongoing);
  }

  private void enroll(String domain) throws IOException {
    RecordingAnswer answer =
        client.enrollRecording(
            domain,
            "allison",
            wav("allison/enrol-1", "allison/enrol-2", "allison/enrol-3", "allison/enrol-4"),
            "audio/wav");
    if (!(answer instanceof RecordingAnswer.Enrolled)) {
      throw new AssertionError("allison is not enrolled: " + answer);
    }
  }

  /** As a customer does it: by a batch job. */
  private void registerFraudster(String domain) throws Exception {
    try (JavaSdk sdk = new JavaSdk(service.address(), keys)) {
      JsonNode described =
          sdk.call(
              "DescribeDomain", JSON.createObjectNode().put("DomainId", domain), "admin", false);
      JsonNode list = described.path("Domain").path("WatchlistDetails").path("DefaultWatchlistId");
      name("stageWatchlist", list.asText());
      String arn = described.path("Domain").path("Arn").asText();
      name("noArn", arn.substring(0, arn.lastIndexOf('/') + 1) + "A".repeat(22));
      ObjectNode job = JSON.createObjectNode();
      job.put("DomainId", domain);
      job.put("DataAccessRoleArn", names.path("role").asText());
      job.putObject("InputDataConfig").put("S3Uri", object("manifests/fraudsters-again.json"));
      job.putObject("OutputDataConfig").put("S3Uri", object("out"));
      String id =
          sdk.call("StartFraudsterRegistrationJob", job, "admin", false)
              .path("Job")
              .path("JobId")
              .asText();
      awaitJob(sdk, domain, id);
      JsonNode all =
          sdk.call(
              "ListFraudsters", JSON.createObjectNode().put("DomainId", domain), "admin", false);
      name(
          "stageFraudster",
          all.path("FraudsterSummaries").path(0).path("GeneratedFraudsterId").asText());
    }
  }

  private static void awaitJob(JavaSdk sdk, String domain, String job) {
    long began = System.nanoTime();
    ObjectNode question = JSON.createObjectNode().put("DomainId", domain).put("JobId", job);
    JsonNode answer;
    do {
      LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
      answer = sdk.call("DescribeFraudsterRegistrationJob", question, "admin", false);
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new AssertionError("the job does not end: " + answer);
      }
    } while (!answer.path("Job").path("JobStatus").asText().matches("COMPLETED.*|FAILED"));
  }

  private record Call(String name, String speaker, List<String> clips) {}

  private void play(String domain, List<Call> calls) throws Exception {
    try (ExecutorService lines = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> played = new ArrayList<>();
      for (Call call : calls) {
        StartedSession session = announce(domain, call.name(), call.speaker(), "");
        byte[] audio = Audio.l16(Voices.speech(call.clips().toArray(String[]::new)));
        played.add(
            lines.submit(() -> {
              try (LiveCall live = client.stream(session, Audio.TELEPHONE, message -> {})) {
                live.play(audio, PACE, sent -> true);
              }
            }));
      }
      for (Future<?> one : played) {
        one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a call broke", e);
    }
  }

  private StartedSession announce(String domain, String name, String speaker, String settings)
      throws IOException, InterruptedException {
    JsonNode made =
        post(
            "/domains/" + domain + "/sessions",
            """
            {"sessionName": "%s", "speakerId": %s, "settings": {%s},
             "audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}}\
            """
                .formatted(name, speaker, settings));
    return new StartedSession(
        made.path("sessionId").asText(),
        name,
        URI.create(made.path("streamUrl").asText()),
        made.path("streamToken").asText());
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(service.address().resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + service.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  // The bucket

  private static String object(String key) {
    return "s3://" + BUCKET + "/" + key;
  }

  private void writeObjects() throws IOException {
    write("audio/allison-1.wav", wav("allison/enrol-1", "allison/enrol-2"));
    write("audio/allison-2.wav", wav("allison/enrol-3", "allison/enrol-4"));
    write("audio/june.wav", wav("june/enrol-1", "june/enrol-2", "june/enrol-3", "june/call-1"));
    write("audio/short.wav", wav("june/short-1"));
    write(
        "audio/menardi.wav",
        wav("menardi/enrol-1", "menardi/enrol-2", "menardi/enrol-3", "menardi/call-1"));
    write(
        "audio/carlo.wav", wav("carlo/enrol-1", "carlo/enrol-2", "carlo/enrol-3", "carlo/call-1"));
    write(
        "manifests/fraudsters.json",
        registrations(entry("case-1", "menardi.wav"), entry("case-2", "carlo.wav")));
    write("manifests/fraudsters-again.json", registrations(entry("case-1-again", "menardi.wav")));
    write(
        "manifests/speakers.json",
        enrollments(
            speaker("allison", "allison", "allison-1.wav", "allison-2.wav"),
            speaker("june", "june", "june.wav"),
            speaker("too-short", "somebody", "short.wav"),
            speaker("known-fraudster", "mallory", "menardi.wav")));
    write(
        "manifests/speakers-again.json",
        enrollments(
            speaker("allison", "allison", "allison-1.wav", "allison-2.wav"),
            speaker("june", "june", "june.wav")));
    write(
        "manifests/lines.json", "{\"RequestId\": \"1\"}\n{\"RequestId\": \"2\"}\n".getBytes(UTF_8));
    String[] speakers = new String[ENTRIES_OF_A_LONG_JOB];
    String[] fraudsters = new String[ENTRIES_OF_A_LONG_JOB];
    for (int i = 0; i < ENTRIES_OF_A_LONG_JOB; i++) {
      speakers[i] = speaker("entry-" + i, "speaker-" + i, "june.wav", "allison-1.wav");
      fraudsters[i] = entry("entry-" + i, "june.wav", "carlo.wav");
    }
    write("manifests/many-speakers.json", enrollments(speakers));
    write("manifests/many-fraudsters.json", registrations(fraudsters));
  }

  private static byte[] enrollments(String... entries) {
    return manifest("SpeakerEnrollmentRequests", entries);
  }

  private static byte[] registrations(String... entries) {
    return manifest("FraudsterRegistrationRequests", entries);
  }

  private static byte[] manifest(String key, String... entries) {
    return "{\"Version\": \"1.0\", \"%s\": [%s]}"
        .formatted(key, String.join(", ", entries))
        .getBytes(UTF_8);
  }

  private static String speaker(String request, String speaker, String... files) {
    return "{\"SpeakerId\": \"%s\", %s".formatted(speaker, entry(request, files).substring(1));
  }

  private static String entry(String request, String... files) {
    List<String> audio = new ArrayList<>();
    for (String file : files) {
      audio.add("{\"S3Uri\": \"%s\", \"ChannelId\": 0}".formatted(object("audio/" + file)));
    }
    return "{\"RequestId\": \"%s\", \"AudioSpecifications\": [%s]}"
        .formatted(request, String.join(", ", audio));
  }

  private void write(String key, byte[] bytes) throws IOException {
    Path file = objects().resolve(BUCKET).resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** Clips one after another as a WAV file of 16 bits at 8 kHz, as Voice ID takes it. */
  static byte[] wav(String... clips) throws IOException {
    byte[] samples = Audio.l16(Voices.speech(clips));
    return ByteBuffer.allocate(WAV_HEADER_BYTES + samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(UTF_8))
        .putInt(WAV_HEADER_BYTES - 8 + samples.length)
        .put("WAVEfmt ".getBytes(UTF_8))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(RATE * Short.BYTES)
        .putShort((short) Short.BYTES)
        .putShort((short) Short.SIZE)
        .put("data".getBytes(UTF_8))
        .putInt(samples.length)
        .put(samples)
        .array();
  }

  // What clients are told

  /** The folder behind {@code s3://}. */
  Path objects() {
    return folder.resolve("objects");
  }

  /** Where the service of a part is. */
  URI endpoint(String part) {
    return (part.equals("main") ? service : limited).address();
  }

  /** The keys of a part. */
  Map<String, Key> keys(String part) throws IOException {
    if (part.equals("main")) {
      return keys;
    }
    Credentials admin = Credentials.read(limited.data());
    return Map.of("admin", new Key(admin.accessKeyId(), admin.secretAccessKey()));
  }

  /** What the steps may name. */
  Map<String, JsonNode> names() {
    Map<String, JsonNode> all = new TreeMap<>();
    names.properties().forEach(name -> all.put(name.getKey(), name.getValue()));
    return all;
  }

  /** The file that tells a script where everything is. */
  Path describe(String part) throws IOException {
    ObjectNode told = JSON.createObjectNode();
    told.put("endpoint", endpoint(part).toString());
    told.put("region", REGION);
    told.put("s3Root", objects().toString());
    told.put("results", results().toString());
    told.set("names", names);
    ObjectNode credentials = told.putObject("credentials");
    keys(part)
        .forEach((who, key) ->
            credentials
                .putObject(who)
                .put("accessKeyId", key.id())
                .put("secretAccessKey", key.secret()));
    Path file = folder.resolve("stage-" + part + ".json");
    Files.write(file, JSON.writeValueAsBytes(told));
    return file;
  }

  /** Where reports of runs lie. */
  Path results() {
    return folder.resolve("results");
  }

  /** Takes the database of the limited service away, as a crash of it does. */
  void loseDatabase() throws IOException, InterruptedException {
    Path file;
    try (var found = Files.walk(limited.data().resolve("postgres"))) {
      file = found.filter(it -> it.endsWith("postmaster.pid")).findFirst().orElseThrow();
    }
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
    server.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    open.forEach(LiveCall::abort);
    client.close();
    http.close();
    service.close();
    limited.close();
  }
}
