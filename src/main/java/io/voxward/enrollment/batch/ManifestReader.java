package io.voxward.enrollment.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.FailureException;
import io.voxward.enrollment.upload.UploadContents;
import io.voxward.job.ItemDraft;
import io.voxward.job.JobFailure;
import io.voxward.job.JobKind.Expansion;
import io.voxward.keys.KeysException;
import io.voxward.storage.ObjectUri;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest: one JSON document with {@code Version} and the entries. It is read as a stream;
 * what is not asked for is skipped, not kept. A document that is not a manifest is refused as a
 * whole; an entry that breaks a rule becomes an item that has failed already, by its place in the
 * manifest and the rule, and the others stand.
 */
final class ManifestReader {
  /** The only version there is. */
  static final String VERSION = "1.0";

  /** Recordings that an entry may have. */
  static final int MOST_RECORDINGS = 10;

  private static final int LONGEST_REQUEST_ID = 256;
  private static final int DEEPEST = 20;
  private static final int LONGEST_TEXT = 8192;
  private static final int LONGEST_NUMBER = 40;
  private static final int HIGHEST_CHANNEL = 1;
  private static final Set<String> SUFFIXES = Set.of(".wav", ".flac");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_TEXT)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private final BatchKind kind;
  private final long mostEntries;
  private final boolean uploaded;
  private final Set<String> requestIds = new HashSet<>();
  private final List<ItemDraft> items = new ArrayList<>();

  private ManifestReader(BatchKind kind, long mostEntries, boolean uploaded) {
    this.kind = kind;
    this.mostEntries = mostEntries;
    this.uploaded = uploaded;
  }

  /**
   * The entries of a manifest, or why it is none.
   *
   * @throws IOException when the stream itself cannot be read: never because of what is in it
   */
  static Expansion read(InputStream manifest, BatchKind kind, long mostEntries) throws IOException {
    return read(manifest, new ManifestReader(kind, mostEntries, false));
  }

  /** The same for a manifest in an upload: its recordings may be there, too. */
  static Expansion readUploaded(InputStream manifest, BatchKind kind, long mostEntries)
      throws IOException {
    return read(manifest, new ManifestReader(kind, mostEntries, true));
  }

  private static Expansion read(InputStream manifest, ManifestReader reader) throws IOException {
    try (JsonParser json = JSON.createParser(manifest)) {
      reader.document(json);
      return new Expansion.Items(reader.items);
    } catch (KeysException changed) {
      return new Expansion.Refused(
          new JobFailure(JobFailure.INTERNAL, "the sealed manifest was changed or cut short"));
    } catch (FailureException refused) {
      return new Expansion.Refused(failure(refused.failure().message()));
    } catch (JsonProcessingException e) {
      return new Expansion.Refused(
          failure("the manifest is not one well-formed JSON document: " + place(e)));
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it breaks off"
        : "see line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static JobFailure failure(String message) {
    return new JobFailure(JobFailure.BAD_REQUEST, message);
  }

  private void document(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw FailureException.invalid("manifest", "must be one JSON object");
    }
    boolean version = false;
    boolean entries = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      if (member.equals("Version")) {
        version = value == JsonToken.VALUE_STRING && json.getText().equals(VERSION);
        if (!version) {
          throw FailureException.invalid("Version", "must be the text \"" + VERSION + "\"");
        }
      } else if (member.equals(kind.requests())) {
        if (entries || value != JsonToken.START_ARRAY) {
          throw FailureException.invalid(kind.requests(), "must be one list");
        }
        entries = true;
        entries(json);
      } else {
        JsonParser _ = json.skipChildren();
      }
    }
    if (!version) {
      throw FailureException.invalid("Version", "is needed and must be \"" + VERSION + "\"");
    }
    if (!entries || items.isEmpty()) {
      throw FailureException.invalid(kind.requests(), "is needed and must have an entry");
    }
    if (json.nextToken() != null) {
      throw FailureException.invalid(
          "manifest", "must be one JSON document, with nothing after it");
    }
  }

  private void entries(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() >= mostEntries) {
        throw FailureException.invalid(
            kind.requests(), "may have at most " + mostEntries + " entries");
      }
      Draft draft = new Draft();
      if (json.currentToken() == JsonToken.START_OBJECT) {
        draft.read(json);
      } else {
        JsonParser _ = json.skipChildren();
        draft.wrong = FailureException.invalid("entry", "must be an object");
      }
      items.add(draft.item());
    }
  }

  /** An entry being read: its members may come in any order. */
  private final class Draft {
    private @Nullable String requestId;
    private @Nullable String speakerId;
    private @Nullable List<Entry.Audio> audio;
    private @Nullable FailureException wrong;

    void read(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        try {
          member(json, member, value);
        } catch (FailureException e) {
          wrong = wrong == null ? e : wrong;
        }
      }
    }

    private void member(JsonParser json, String member, JsonToken value) throws IOException {
      switch (member) {
        case "RequestId" -> {
          once(json, member, requestId);
          requestId = text(json, member, value);
        }
        case "SpeakerId" -> {
          once(json, member, speakerId);
          speakerId = text(json, member, value);
        }
        case "AudioSpecifications" -> {
          once(json, member, audio);
          audio = List.of();
          audio = recordings(json, value);
        }
        default -> {
          JsonParser _ = json.skipChildren();
        }
      }
    }

    ItemDraft item() {
      String kept = requestId == null || isTooLong(requestId) ? null : requestId;
      try {
        Entry entry = checked();
        return ItemDraft.of(entry.text());
      } catch (FailureException e) {
        return new ItemDraft(
            new Entry(kept, null, List.of()).text(),
            failure(kind.requests() + "[" + items.size() + "]." + e.failure().message()));
      }
    }

    private Entry checked() {
      if (wrong != null) {
        throw wrong;
      }
      if (requestId == null || requestId.isEmpty() || isTooLong(requestId)) {
        throw FailureException.invalid(
            "RequestId", "must be 1 to " + LONGEST_REQUEST_ID + " characters");
      }
      if (!requestIds.add(requestId)) {
        throw FailureException.invalid("RequestId", "must not be that of an entry before");
      }
      if (audio == null || audio.isEmpty()) {
        throw FailureException.invalid(
            "AudioSpecifications", "must have 1 to " + MOST_RECORDINGS + " entries");
      }
      return new Entry(requestId, kind == BatchKind.SPEAKER_ENROLLMENT ? speaker() : null, audio);
    }

    private String speaker() {
      if (speakerId == null) {
        throw FailureException.invalid("SpeakerId", "is needed");
      }
      try {
        return new CustomerSpeakerId(speakerId).value();
      } catch (FailureException e) {
        throw FailureException.invalid(
            "SpeakerId",
            "must be your own id of the speaker: 1 to 256 letters, digits, _ and -, beginning with"
                + " a letter or digit; a generated id is not taken");
      }
    }

    private boolean isTooLong(String id) {
      return id.length() > LONGEST_REQUEST_ID;
    }
  }

  private static void once(JsonParser json, String member, @Nullable Object before)
      throws IOException {
    if (before != null) {
      JsonParser _ = json.skipChildren();
      throw FailureException.invalid(member, "must be given once");
    }
  }

  private static String text(JsonParser json, String member, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      JsonParser _ = json.skipChildren();
      throw FailureException.invalid(member, "must be a text");
    }
    return json.getText();
  }

  private List<Entry.Audio> recordings(JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      JsonParser _ = json.skipChildren();
      throw FailureException.invalid("AudioSpecifications", "must be a list");
    }
    List<Entry.Audio> recordings = new ArrayList<>();
    FailureException wrong = null;
    int number = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      try {
        Entry.Audio recording = recording(json, "AudioSpecifications[" + number + "]");
        if (number >= MOST_RECORDINGS) {
          throw FailureException.invalid(
              "AudioSpecifications", "must have at most " + MOST_RECORDINGS + " entries");
        }
        recordings.add(recording);
      } catch (FailureException e) {
        wrong = wrong == null ? e : wrong;
      }
      number++;
    }
    if (wrong != null) {
      throw wrong;
    }
    return recordings;
  }

  private Entry.Audio recording(JsonParser json, String where) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      JsonParser _ = json.skipChildren();
      throw FailureException.invalid(where, "must be an object");
    }
    String uri = null;
    Integer channel = null;
    FailureException wrong = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      try {
        if (member.equals("S3Uri")) {
          once(json, where + ".S3Uri", uri);
          uri = uri(text(json, where + ".S3Uri", value), where + ".S3Uri");
        } else if (member.equals("ChannelId")) {
          once(json, where + ".ChannelId", channel);
          channel = channel(json, where + ".ChannelId", value);
        } else {
          JsonParser _ = json.skipChildren();
        }
      } catch (FailureException e) {
        wrong = wrong == null ? e : wrong;
      }
    }
    if (wrong != null) {
      throw wrong;
    }
    if (uri == null) {
      throw FailureException.invalid(where + ".S3Uri", "is needed");
    }
    if (channel == null) {
      throw FailureException.invalid(where + ".ChannelId", "is needed: 0 or 1");
    }
    return new Entry.Audio(uri, channel);
  }

  private String uri(String text, String where) {
    if (uploaded && text.startsWith(BatchFiles.UPLOAD)) {
      String _ = UploadContents.name(where, text.substring(BatchFiles.UPLOAD.length()));
      return text;
    }
    String end = text.toLowerCase(Locale.ROOT);
    if (SUFFIXES.stream().noneMatch(end::endsWith)) {
      throw FailureException.invalid(where, "must end with .wav (or .flac)");
    }
    try {
      ObjectUri _ = ObjectUri.parse(where, text);
      return text;
    } catch (FailureException e) {
      throw FailureException.invalid(where, ObjectUri.RULE);
    }
  }

  private static int channel(JsonParser json, String where, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      JsonParser _ = json.skipChildren();
      throw FailureException.invalid(where, "must be 0 or 1");
    }
    String number = json.getText();
    if (!number.equals("0") && !number.equals(Integer.toString(HIGHEST_CHANNEL))) {
      throw FailureException.invalid(where, "must be 0 or 1");
    }
    return Integer.parseInt(number);
  }
}
