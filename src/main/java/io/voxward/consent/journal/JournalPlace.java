package io.voxward.consent.journal;

/** The place of an entry: which journal, and which number in it, from 1. */
public record JournalPlace(String journal, long sequence) {}
