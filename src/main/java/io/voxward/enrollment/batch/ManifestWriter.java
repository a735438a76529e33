package io.voxward.enrollment.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

  /** One entry that succeeded, as it stands in the output; values are texts or whole numbers. */
  static String success(Map<String, Object> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        if (member.getValue() instanceof Integer number) {
          json.writeNumberField(member.getKey(), number);
        } else {
          json.writeStringField(member.getKey(), member.getValue().toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every character", e);
    }
    return text.toString();
  }
}
