package io.voxward.enrollment.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a manifest.
 *
 * @param requestId names it in the output; absent where the manifest does not
 * @param speakerId the customer's own id; absent in an entry about a fraudster
 * @param audio the recordings, used together
 */
record Entry(@Nullable String requestId, @Nullable String speakerId, List<Audio> audio) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(Entry.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Entry.class);

  Entry {
    audio = List.copyOf(audio);
  }

  /**
   * One recording.
   *
   * @param uri {@code s3://bucket/key}, or {@code upload:} and a recording's name in the job's
   *     upload
   * @param channel which channel has the voice, from 0
   */
  record Audio(String uri, int channel) {
    /** Its name in the job's upload; absent where it lies in the object store. */
    @Nullable String uploaded() {
      return uri.startsWith(BatchFiles.UPLOAD) ? uri.substring(BatchFiles.UPLOAD.length()) : null;
    }
  }

  /** The entry as it is kept with its item. */
  String text() {
    try {
      return WRITER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /** Reads what {@link #text} wrote. */
  static Entry read(String text) {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept entry is broken", e);
    }
  }

  /** Nothing: it names a person. */
  @Override
  public String toString() {
    return "Entry[hidden]";
  }
}
