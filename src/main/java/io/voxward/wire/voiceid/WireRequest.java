package io.voxward.wire.voiceid;

import io.voxward.access.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with its whole body.
 *
 * @param signed what a signature covers
 * @param contentType the only {@code Content-Type} header; absent if there is none or several
 * @param target the only {@code X-Amz-Target} header; absent if there is none or several
 */
record WireRequest(SignedRequest signed, @Nullable String contentType, @Nullable String target) {}
