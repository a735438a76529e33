package io.voxward.wire.kinesis;

import io.voxward.wire.rest.Body;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's audio is to be fetched.
 *
 * @param streamArn {@code $.MediaStreams.Customer.Audio.StreamARN} of a contact flow
 * @param startFragmentNumber {@code $.MediaStreams.Customer.Audio.StartFragmentNumber}
 * @param contactId the contact whose audio is meant; the first that the audio names where absent
 */
public record KinesisStreamRequest(
    @Nullable String streamArn, @Nullable String startFragmentNumber, @Nullable String contactId) {
  StreamPlace place() {
    return new StreamPlace(
        new StreamArn(Body.required("streamArn", streamArn)),
        new FragmentNumber(Body.required("startFragmentNumber", startFragmentNumber)),
        contactId == null ? null : new ContactId(contactId));
  }
}
