package io.voxward.enrollment.batch;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioFault;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.enrollment.upload.ContentForm;
import io.voxward.enrollment.upload.UploadContents;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.keys.KeysException;
import io.voxward.storage.ObjectStore;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectUri;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The recordings of an entry, from the store, or from the job's upload, where they lie sealed,
 * straight into memory: none of their audio ever lies plain on this node's disk.
 */
@ApplicationScoped
public class EntryAudio {
  private static final String LOST =
      "the recording is not in this node's store of uploads: nodes need a shared one"
          + " (voxward.storage.own)";
  private static final String CHANGED = "the sealed recording was changed or cut short";

  private final ObjectStore store;
  private final UploadContents uploads;
  private final BatchConfig config;
  private final DecodeLimits limits;

  /** Reads from {@code store} and {@code uploads}. */
  public EntryAudio(
      ObjectStore store, UploadContents uploads, BatchConfig config, EnrollmentConfig enrollment) {
    this.store = store;
    this.uploads = uploads;
    this.config = config;
    this.limits =
        new DecodeLimits(config.largestRecordingBytes(), enrollment.longestRecordingSeconds());
  }

  /** The sound of an entry, or why there is none. */
  sealed interface Heard {
    /** The recordings. */
    record Recordings(List<PcmAudio> recordings) implements Heard {}

    /** One of them cannot be used. */
    record Refused(JobFailure failure) implements Heard {}
  }

  /**
   * Reads the recordings.
   *
   * @throws StorageException if the store does not answer
   */
  Heard hear(BatchJob batch, Entry entry) {
    List<PcmAudio> heard = new ArrayList<>();
    double seconds = 0;
    for (int number = 0; number < entry.audio().size(); number++) {
      boolean enough = seconds >= config.enoughAudioSeconds();
      switch (read(batch, entry.audio().get(number), enough)) {
        case Piece.Sound(PcmAudio sound) -> {
          heard.add(sound);
          seconds += sound.seconds();
        }
        case Piece.Passed() -> {}
        case Piece.Refused(int code, String why) -> {
          return new Heard.Refused(
              new JobFailure(code, "AudioSpecifications[" + number + "]: " + why));
        }
      }
    }
    return new Heard.Recordings(List.copyOf(heard));
  }

  /** What came of one recording. */
  private sealed interface Piece {
    record Sound(PcmAudio sound) implements Piece {}

    /** It is there, and needs not be listened to. */
    record Passed() implements Piece {}

    record Refused(int code, String why) implements Piece {}
  }

  private Piece read(BatchJob batch, Entry.Audio audio, boolean enough) {
    String uploaded = audio.uploaded();
    UploadId upload = batch.files().upload();
    if (uploaded == null) {
      return stored(audio, enough);
    }
    return upload == null
        ? refused("there is no upload for it: the job's input is none")
        : uploaded(batch.job(), upload, uploaded, audio, enough);
  }

  private Piece stored(Entry.Audio audio, boolean enough) {
    try (Opened opened = store.open(ObjectUri.parse("S3Uri", audio.uri()))) {
      return switch (opened) {
        case Opened.Refused(Refusal why) -> refused(why.words());
        case Opened.Found found when found.bytes() > config.largestRecordingBytes() -> tooLarge();
        case Opened.Found _ when enough -> new Piece.Passed();
        case Opened.Found found -> decode(found.content(), kind(audio), audio);
      };
    }
  }

  private static AudioKind kind(Entry.Audio audio) {
    return audio.uri().toLowerCase(Locale.ROOT).endsWith(".flac")
        ? new AudioKind.Flac()
        : new AudioKind.Wav();
  }

  private Piece uploaded(Job job, UploadId upload, String name, Entry.Audio audio, boolean enough) {
    try (UploadContents.Opened opened = uploads.open(job.tenant(), job.domain(), upload, name)) {
      return switch (opened) {
        case UploadContents.Opened.Missing() -> refused("the upload has no such recording");
        case UploadContents.Opened.Lost() -> new Piece.Refused(JobFailure.INTERNAL, LOST);
        case UploadContents.Opened.Found found
            when found.bytes() > config.largestRecordingBytes() ->
            tooLarge();
        case UploadContents.Opened.Found _ when enough -> new Piece.Passed();
        case UploadContents.Opened.Found found -> unsealed(found, audio);
      };
    }
  }

  private Piece unsealed(UploadContents.Opened.Found found, Entry.Audio audio) {
    if (!(found.form() instanceof ContentForm.Recording(AudioKind kind))) {
      return refused("it is not a recording");
    }
    try {
      return decode(found.plain(), kind, audio);
    } catch (KeysException e) {
      if (e.isPassing()) {
        throw e;
      }
      return new Piece.Refused(JobFailure.INTERNAL, CHANGED);
    }
  }

  private Piece decode(InputStream content, AudioKind kind, Entry.Audio audio) {
    try {
      return switch (AudioDecoder.decode(
          content, kind, new ChannelChoice.Channel(audio.channel()), limits)) {
        case DecodeResult.Decoded decoded -> new Piece.Sound(decoded.audio());
        case DecodeResult.Refused(AudioFault fault, String detail) ->
            refused(fault + ": " + detail);
      };
    } catch (IOException e) {
      throw new StorageException("a recording could not be read to its end", e);
    }
  }

  private Piece tooLarge() {
    return refused("it has more than " + limits.maxBytes() + " bytes");
  }

  private static Piece refused(String why) {
    return new Piece.Refused(JobFailure.BAD_REQUEST, why);
  }
}
