package io.voxward.voiceprint;

import io.voxward.common.GeneratedFraudsterId;

/** The voiceprint of somebody on a watchlist, opened for a search. */
public record FraudsterVoiceprint(GeneratedFraudsterId fraudster, Voiceprint print) {}
