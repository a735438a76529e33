package io.voxward.wire.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.DomainId;
import io.voxward.wire.stream.DemoVoices;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** The object store and the jobs of the service under test, as whoever runs a batch sees them. */
@ApplicationScoped
public class JobWatch {
  private static final Set<String> OVER = Set.of("COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED");
  private static final int LOOKS = 1200;
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private final RestCalls rest;
  private final ObjectMapper json = new ObjectMapper();

  JobWatch(RestCalls rest) {
    this.rest = rest;
  }

  private static Path object(String key) {
    return Path.of(ConfigProvider.getConfig().getValue("voxward.storage.root", String.class))
        .resolve("voices")
        .resolve(key);
  }

  /** Puts an object into the bucket {@code voices}; its address. */
  public String put(String key, byte[] content) {
    try {
      Files.createDirectories(object(key).getParent());
      Files.write(object(key), content);
      return "s3://voices/" + key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a manifest there; its address. */
  public String put(String key, String manifest) {
    return put(key, manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The recordings of a demo voice, as a manifest names them. */
  public String audio(String person, String role, int count) {
    List<String> specifications = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String clip = person + "/" + role + "-" + i;
      String uri = put("demo/" + clip + ".flac", DemoVoices.flac(clip));
      specifications.add("{\"S3Uri\": \"" + uri + "\", \"ChannelId\": 0}");
    }
    return "[" + String.join(",", specifications) + "]";
  }

  /** A manifest of speakers with those entries. */
  public static String speakers(String... entries) {
    return "{\"Version\":\"1.0\",\"SpeakerEnrollmentRequests\":["
        + String.join(",", entries)
        + "]}";
  }

  /** A manifest of fraudsters with those entries. */
  public static String fraudsters(String... entries) {
    return "{\"Version\":\"1.0\",\"FraudsterRegistrationRequests\":["
        + String.join(",", entries)
        + "]}";
  }

  /** An entry about a speaker. */
  public static String speaker(String requestId, String speakerId, String audio) {
    return "{\"RequestId\":\"%s\",\"SpeakerId\":\"%s\",\"AudioSpecifications\":%s}"
        .formatted(requestId, speakerId, audio);
  }

  /** An entry about a fraudster. */
  public static String fraudster(String requestId, String audio) {
    return "{\"RequestId\":\"%s\",\"AudioSpecifications\":%s}".formatted(requestId, audio);
  }

  /** Waits until a job is over; the job. */
  public JsonNode end(DomainId domain, String jobId, String token) throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      JsonNode job =
          rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + jobId, token, null).body();
      if (OVER.contains(job.path("status").asText())) {
        return job;
      }
      boolean _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("job " + jobId + " does not end");
  }

  /** The output of a job in {@code out/}. */
  public JsonNode output(String jobId, String manifestName) {
    try {
      return json.readTree(Files.readString(object("out/" + jobId + "/" + manifestName + ".out")));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the output is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
