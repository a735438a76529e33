package io.voxward.enrollment.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.DomainId;
import io.voxward.wire.rest.JobWatch;
import io.voxward.wire.rest.RestCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Uploads of the service under test, as whoever runs a batch sees them, and the folder they lie in.
 */
@ApplicationScoped
public class UploadCalls {
  private static final int LOOKS = 600;
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private final RestCalls rest;
  private final JobWatch watch;

  UploadCalls(RestCalls rest, JobWatch watch) {
    this.rest = rest;
    this.watch = watch;
  }

  /** The path of a domain's uploads. */
  public static String path(DomainId domain) {
    return "/api/v1/domains/" + domain + "/uploads";
  }

  /** Begins an upload; its id. */
  public String create(DomainId domain, String token) {
    RestCalls.Answer made = rest.send("POST", path(domain), token, null);
    if (made.status() != 201) {
      throw new AssertionError(made.whole().body());
    }
    return made.text("uploadId");
  }

  /** Sends a recording. */
  public RestCalls.Answer put(
      DomainId domain, String token, String upload, String name, String type, byte[] recording) {
    return rest.send(
        rest.request(path(domain) + "/" + upload + "/recordings/" + name, token)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(recording))
            .build());
  }

  /** Sends the manifest. */
  public RestCalls.Answer putManifest(
      DomainId domain, String token, String upload, String manifest) {
    return rest.send(
        rest.request(path(domain) + "/" + upload + "/manifest", token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(manifest.getBytes(StandardCharsets.UTF_8)))
            .build());
  }

  /** Recordings of an upload, as a manifest names them. */
  public static String audio(String... names) {
    return Stream.of(names)
        .map(name -> "{\"S3Uri\": \"upload:" + name + "\", \"ChannelId\": 0}")
        .toList()
        .toString();
  }

  /** Starts a job that reads an upload. */
  public RestCalls.Answer start(DomainId domain, String token, String kind, String upload) {
    return rest.send(
        "POST",
        "/api/v1/domains/" + domain + "/jobs",
        token,
        "{\"kind\": \"%s\", \"input\": \"upload:%s\"}".formatted(kind, upload));
  }

  /** Waits until a job is over and its audio is deleted; the job. */
  public JsonNode deleted(DomainId domain, String token, String job) throws InterruptedException {
    JsonNode _ = watch.end(domain, job, token);
    for (int look = 0; look < LOOKS; look++) {
      JsonNode now =
          rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + job, token, null).body();
      if (now.has("audioDeletedAt")) {
        return now;
      }
      pause();
    }
    throw new AssertionError("the audio of job " + job + " is not deleted");
  }

  /** Waits until nothing of an upload is left; the upload. */
  public JsonNode erased(DomainId domain, String token, String upload) throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      JsonNode now = rest.send("GET", path(domain) + "/" + upload, token, null).body();
      if (now.path("status").asText().equals("ERASED")) {
        return now;
      }
      pause();
    }
    throw new AssertionError("upload " + upload + " is not erased");
  }

  private static void pause() throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The files that an upload has on the disk; none once its folder is gone. */
  public static List<Path> files(String upload) {
    Path folder =
        Path.of(ConfigProvider.getConfig().getValue("voxward.storage.own.root", String.class))
            .resolve("sealed")
            .resolve(upload);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
