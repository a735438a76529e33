package io.voxward.speaker;

import io.voxward.common.GeneratedSpeakerId;
import java.time.Instant;

/** A place in the order in which the speakers of a domain were last accessed. */
public record LastAccess(Instant at, GeneratedSpeakerId speaker) {}
