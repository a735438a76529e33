package io.voxward.enrollment.batch;

import io.voxward.common.Failure.Reason;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.enrollment.batch.EntryAudio.Heard;
import io.voxward.job.JobFailure;
import io.voxward.job.JobKind.Prepared;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Makes the voice of an entry: its recordings, past the guard, behind every live call. A voice
 * takes its thread of the inference pool for some tenths of a second, longer for long recordings,
 * and a live call does not interrupt it; so where the pool has two threads or more, one is never
 * taken.
 */
@ApplicationScoped
public class BatchVoices {
  /** How long to wait before asking a full inference pool again. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final EntryAudio audio;
  private final VoiceMaker maker;
  private final Semaphore threads;

  /** Reads recordings by {@code audio} and makes voices by {@code maker}. */
  public BatchVoices(EntryAudio audio, VoiceMaker maker, VoiceEngine engine) {
    this.audio = audio;
    this.maker = maker;
    this.threads = new Semaphore(Math.max(1, engine.pool().load().threads() - 1));
  }

  /**
   * Makes the voice and goes on with it.
   *
   * @param neededSeconds net speech that is needed
   * @param allowed how many voices there may be in the recordings
   * @param then what to do with the voice and the recordings it was made of
   */
  Prepared make(
      BatchJob batch,
      Entry entry,
      double neededSeconds,
      SeveralVoices allowed,
      BiFunction<Made.Voice, List<PcmAudio>, Prepared> then) {
    return switch (audio.hear(batch, entry)) {
      case Heard.Refused(JobFailure failure) -> new Prepared.Refused(failure);
      case Heard.Recordings heard ->
          switch (make(heard.recordings(), neededSeconds, allowed)) {
            case Made.Voice voice -> then.apply(voice, voice.sound(heard.recordings()));
            case Made.Refused(List<Reason> reasons) -> new Prepared.Refused(refused(reasons));
            case Made.Overloaded() -> new Prepared.Later(RETRY);
          };
    };
  }

  private Made make(List<PcmAudio> recordings, double neededSeconds, SeveralVoices allowed) {
    threads.acquireUninterruptibly();
    try {
      return maker.make(recordings, neededSeconds, allowed);
    } finally {
      threads.release();
    }
  }

  private static JobFailure refused(List<Reason> reasons) {
    return new JobFailure(
        JobFailure.BAD_REQUEST,
        reasons.stream()
            .map(reason -> reason.code() + ": " + reason.detail())
            .collect(Collectors.joining("; ", "the audio cannot be used: ", "")));
  }
}
