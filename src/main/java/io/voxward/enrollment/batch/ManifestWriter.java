package io.voxward.enrollment.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.SpokenVoice;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes what came of a manifest's entries: the output manifest. */
final class ManifestWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private ManifestWriter() {}

  /** The output manifest, entries in the order of the input. */
  static byte[] write(BatchKind kind, Iterable<JobItem> items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("Version", ManifestReader.VERSION);
      json.writeArrayFieldStart("Errors");
      for (JobItem item : items) {
        JobFailure failure = item.failure();
        if (failure != null) {
          error(json, Entry.read(item.input()).requestId(), failure);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart(kind.successes());
      for (JobItem item : items) {
        if (item.result() != null) {
          json.writeRawValue(item.result());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private static void error(
      JsonGenerator json, @org.jspecify.annotations.Nullable String requestId, JobFailure failure)
      throws IOException {
    json.writeStartObject();
    if (requestId != null) {
      json.writeStringField("RequestId", requestId);
    }
    json.writeNumberField("ErrorCode", failure.code());
    json.writeStringField("ErrorMessage", failure.message());
    json.writeEndObject();
  }

  /**
   * One entry that succeeded, as it stands in the output; values are texts, whole numbers, or the
   * voices in its recordings.
   */
  static String success(Map<String, Object> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        switch (member.getValue()) {
          case Integer number -> json.writeNumberField(member.getKey(), number);
          case List<?> voices -> {
            json.writeArrayFieldStart(member.getKey());
            for (Object voice : voices) {
              speaker(json, (SpokenVoice) voice);
            }
            json.writeEndArray();
          }
          default -> json.writeStringField(member.getKey(), member.getValue().toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every character", e);
    }
    return text.toString();
  }

  private static void speaker(JsonGenerator json, SpokenVoice voice) throws IOException {
    json.writeStartObject();
    json.writeNumberField("Seconds", tenths(voice.speechSeconds()));
    json.writeBooleanField("Used", voice.used());
    json.writeArrayFieldStart("Times");
    for (TimeSpan time : voice.times()) {
      json.writeStartObject();
      json.writeNumberField("Recording", time.recording());
      json.writeNumberField("From", tenths(time.fromSeconds()));
      json.writeNumberField("To", tenths(time.toSeconds()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static double tenths(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
