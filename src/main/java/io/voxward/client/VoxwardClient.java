package io.voxward.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one service with one token. Safe for many threads. A refusal is a {@link
 * RefusedException} with the service's problem, a broken connection an {@link
 * UnreachableException}; audio that cannot be used is a result.
 */
public final class VoxwardClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_ERROR_STATUS = 400;
  private static final int UNPROCESSABLE = 422;
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final URI address;
  private final String token;

  /**
   * Speaks to the service at {@code address}.
   *
   * @param address scheme, host and port
   * @param token a bearer token
   */
  public VoxwardClient(URI address, String token) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    this.address = address;
    this.token = token;
  }

  /** Whether the service says it is ready; a service that does not answer is not. */
  public static boolean isReady(URI address) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/q/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() < FIRST_ERROR_STATUS;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes a domain. */
  public Domain createDomain(DomainSettings settings) {
    return read(post("/domains", settings), Domain.class);
  }

  /** One domain. */
  public Domain domain(String domainId) {
    return read(get("/domains/" + domainId), Domain.class);
  }

  /** Deletes a domain. */
  public void deleteDomain(String domainId) {
    exchange(request("/domains/" + domainId).DELETE());
  }

  /** One speaker by the customer's id or the generated one. */
  public Speaker speaker(String domainId, String speakerId) {
    return read(get(speakerPath(domainId, speakerId)), Speaker.class);
  }

  /** Opts a speaker out: the print is gone when this returns. */
  public void optOut(String domainId, String speakerId) {
    exchange(request(speakerPath(domainId, speakerId) + "/opt-out").POST(BodyPublishers.noBody()));
  }

  /** Enrols a speaker from a recording. */
  public RecordingAnswer enrollRecording(
      String domainId, String speakerId, byte[] recording, String contentType) {
    try {
      exchange(
          request(speakerPath(domainId, speakerId) + "/enrollments")
              .header("Content-Type", contentType)
              .POST(BodyPublishers.ofByteArray(recording)));
      return new RecordingAnswer.Enrolled();
    } catch (RefusedException refused) {
      if (refused.problem().status() == UNPROCESSABLE) {
        return new RecordingAnswer.Unusable(refused.problem());
      }
      throw refused;
    }
  }

  /** Opens a session for a call. */
  public StartedSession startSession(String domainId, NewSession session) {
    return read(post("/domains/" + domainId + "/sessions", session), StartedSession.class);
  }

  /**
   * Opens a session for a call that Asterisk sends over AudioSocket, as 16-bit samples at 8 kHz.
   */
  public AnnouncedCall announceAudioSocket(
      String domainId, String sessionName, @Nullable String speakerId) {
    AudioSocketSession session =
        new AudioSocketSession(sessionName, speakerId, new AudioSocketAudio("audiosocket", 8000));
    return read(post("/domains/" + domainId + "/sessions", session), AnnouncedCall.class);
  }

  private record AudioSocketAudio(String via, int sampleRate) {}

  private record AudioSocketSession(
      String sessionName, @Nullable String speakerId, AudioSocketAudio audio) {}

  /** Links a contact-center installation to a domain. */
  public LinkedInstance linkInstance(NewInstance instance) {
    return read(post("/instances", instance), LinkedInstance.class);
  }

  /** Tells of a call of Amazon Connect, whose audio the service then fetches. */
  public void fetch(KinesisCall call) {
    byte[] _ = post("/kinesis-streams", call);
  }

  /** Takes the link of an installation away. */
  public void unlinkInstance(String instanceId) {
    exchange(request("/instances/" + encoded(instanceId)).DELETE());
  }

  /** A new key to the stream of a session, for a reconnect. */
  public StartedSession reconnect(String domainId, StartedSession session) {
    StreamKey key =
        read(
            exchange(
                request(sessionPath(domainId, session.sessionId()) + "/stream-token")
                    .POST(BodyPublishers.noBody())),
            StreamKey.class);
    return new StartedSession(
        session.sessionId(), session.sessionName(), key.streamUrl(), key.streamToken());
  }

  private record StreamKey(URI streamUrl, String streamToken) {
    /** Leaves the token out. */
    @Override
    public String toString() {
      return "StreamKey[hidden]";
    }
  }

  /** Connects the stream of a session; {@code hears} gets what the service says, in order. */
  public LiveCall stream(StartedSession session, Audio audio, Consumer<StreamMessage> hears) {
    return LiveCall.connect(http, session, audio, hears);
  }

  /** Says who the caller claims to be. */
  public void setSpeaker(String domainId, String sessionId, String speakerId) {
    byte[] body = Json.write(new SpeakerOfSession(speakerId));
    exchange(
        request(sessionPath(domainId, sessionId))
            .header("Content-Type", JSON)
            .method("PATCH", BodyPublishers.ofByteArray(body)));
  }

  private record SpeakerOfSession(String speakerId) {}

  /** A session. */
  public Session session(String domainId, String sessionId) {
    return read(get(sessionPath(domainId, sessionId)), Session.class);
  }

  /** The decisions of a session now. */
  public Evaluation evaluation(String domainId, String sessionId) {
    return read(get(sessionPath(domainId, sessionId) + "/evaluation"), Evaluation.class);
  }

  /** The decisions of a session as words, after waiting at most so long for what is open. */
  public Check check(String domainId, String sessionId, int waitSeconds) {
    return read(get(sessionPath(domainId, sessionId) + "/check?wait=" + waitSeconds), Check.class);
  }

  /** Asks that the session's speaker be enrolled from this call. */
  public Enrollment requestEnrollment(String domainId, String sessionId) {
    return read(
        exchange(
            request(sessionPath(domainId, sessionId) + "/enrollment")
                .POST(BodyPublishers.noBody())),
        Enrollment.class);
  }

  /** How far the enrolment of a session has come. */
  public Enrollment enrollment(String domainId, String sessionId) {
    return read(get(sessionPath(domainId, sessionId) + "/enrollment"), Enrollment.class);
  }

  /** Registers the caller of a session as a fraudster, from what was heard so far. */
  public RegisteredFraudster registerFraudster(String domainId, String sessionId) {
    return read(
        exchange(
            request(sessionPath(domainId, sessionId) + "/fraudster").POST(BodyPublishers.noBody())),
        RegisteredFraudster.class);
  }

  /** Ends a session. */
  public void endSession(String domainId, String sessionId) {
    exchange(request(sessionPath(domainId, sessionId)).DELETE());
  }

  private static String speakerPath(String domainId, String speakerId) {
    return "/domains/" + domainId + "/speakers/" + encoded(speakerId);
  }

  private static String sessionPath(String domainId, String sessionId) {
    return "/domains/" + domainId + "/sessions/" + encoded(sessionId);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] get(String path) {
    return exchange(request(path).GET());
  }

  private byte[] post(String path, Object body) {
    return exchange(
        request(path)
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofByteArray(Json.write(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve("/api/v1" + path))
        .timeout(PATIENCE)
        .header("Accept", JSON)
        .header("Authorization", "Bearer " + token);
  }

  private byte[] exchange(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    String call = request.method() + " " + request.uri().getPath();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= FIRST_ERROR_STATUS) {
        throw new RefusedException(call, problem(answer));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UnreachableException(call, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(call, e);
    }
  }

  private static Problem problem(HttpResponse<byte[]> answer) {
    try {
      Problem told = Json.read(answer.body(), Problem.class);
      return new Problem(
          answer.statusCode(), told.type(), told.title(), told.detail(), told.reasons());
    } catch (IOException notJson) {
      return new Problem(answer.statusCode(), null, "HTTP " + answer.statusCode(), null, null);
    }
  }

  private static <T> T read(byte[] body, Class<T> type) {
    try {
      return Json.read(body, type);
    } catch (IOException e) {
      throw new UnreachableException("answer not understood", e);
    }
  }

  /** Lets the connections go. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
