package io.voxward.enrollment.batch;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioFault;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.job.JobFailure;
import io.voxward.storage.ObjectStore;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectUri;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The recordings of an entry, from the store straight into memory: none of their audio ever lies on
 * this node's disk, so there is nothing to encrypt there and nothing to erase.
 */
@ApplicationScoped
public class EntryAudio {
  private final ObjectStore store;
  private final BatchConfig config;
  private final DecodeLimits limits;

  /** Reads from {@code store}. */
  public EntryAudio(ObjectStore store, BatchConfig config, EnrollmentConfig enrollment) {
    this.store = store;
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
  Heard hear(Entry entry) {
    List<PcmAudio> heard = new ArrayList<>();
    double seconds = 0;
    for (int number = 0; number < entry.audio().size(); number++) {
      Entry.Audio audio = entry.audio().get(number);
      String where = "AudioSpecifications[" + number + "]";
      try (Opened opened = store.open(ObjectUri.parse(where, audio.uri()))) {
        switch (opened) {
          case Opened.Refused(Refusal why) -> {
            return refused(where, why.words());
          }
          case Opened.Found found when found.bytes() > config.largestRecordingBytes() -> {
            return refused(where, "it has more than " + limits.maxBytes() + " bytes");
          }
          case Opened.Found found -> {
            if (seconds < config.enoughAudioSeconds()) {
              switch (decode(found, audio)) {
                case DecodeResult.Decoded decoded -> {
                  heard.add(decoded.audio());
                  seconds += decoded.audio().seconds();
                }
                case DecodeResult.Refused(AudioFault fault, String detail) -> {
                  return refused(where, fault + ": " + detail);
                }
              }
            }
          }
        }
      }
    }
    return new Heard.Recordings(List.copyOf(heard));
  }

  private DecodeResult decode(Opened.Found found, Entry.Audio audio) {
    boolean flac = audio.uri().toLowerCase(Locale.ROOT).endsWith(".flac");
    try {
      return AudioDecoder.decode(
          found.content(),
          flac ? new AudioKind.Flac() : new AudioKind.Wav(),
          new ChannelChoice.Channel(audio.channel()),
          limits);
    } catch (IOException e) {
      throw new StorageException("a recording could not be read to its end", e);
    }
  }

  private static Heard refused(String where, String why) {
    return new Heard.Refused(new JobFailure(JobFailure.BAD_REQUEST, where + ": " + why));
  }
}
