package io.voxward.engine.audio;

/**
 * What a recording was before it was decoded.
 *
 * @param coding the name of its coding: {@code PCM}, {@code FLOAT}, {@code PCMU}, {@code PCMA},
 *     {@code FLAC}
 * @param bitsPerSample bits that one sample of one channel takes (FLAC: stands for)
 * @param rate its sampling rate
 * @param channels how many channels it has
 * @param channel which of them was decoded, from 0
 * @param clipped how many samples lay outside [-1, 1) and were limited; only float files have any
 */
public record AudioFacts(
    String coding, int bitsPerSample, SampleRate rate, int channels, int channel, int clipped) {}
