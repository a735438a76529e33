package io.voxward.voiceprint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a recording that is kept, without its sound.
 *
 * @param id 22 letters and digits
 * @param sampleRate in hertz
 * @param seconds how long it lasts
 * @param expiresAt when it is erased at the latest; absent where that is with the voiceprint
 */
public record KeptRecording(
    String id,
    RecordingPurpose purpose,
    int sampleRate,
    double seconds,
    Instant createdAt,
    @Nullable Instant expiresAt) {}
