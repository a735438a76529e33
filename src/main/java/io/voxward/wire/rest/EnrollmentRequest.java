package io.voxward.wire.rest;

import org.jspecify.annotations.Nullable;

/** What a caller says when a session's speaker is to be enrolled. */
public record EnrollmentRequest(@Nullable ConsentRequest consent) {}
