package io.voxward.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the ledger.
 *
 * @param position its place in the order of writing
 * @param kind the purpose
 * @param how as the contact center tells it; {@code givenAt} of a withdrawal is when it was taken
 *     back
 * @param actor who wrote it: the id of an access key; absent on records of old
 */
public record ConsentRecord(
    long position,
    String id,
    ConsentKind kind,
    ConsentAction action,
    ConsentDraft how,
    @Nullable String actor,
    Instant recordedAt) {}
