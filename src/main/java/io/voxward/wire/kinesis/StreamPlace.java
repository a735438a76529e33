package io.voxward.wire.kinesis;

import org.jspecify.annotations.Nullable;

/**
 * Where the audio of one contact begins.
 *
 * @param stream the stream that Connect writes it to; Connect uses it again for later contacts
 * @param start the fragment that the contact's audio begins with
 * @param contact the contact whose audio is meant; the first one that the audio names where absent
 */
public record StreamPlace(StreamArn stream, FragmentNumber start, @Nullable ContactId contact) {}
