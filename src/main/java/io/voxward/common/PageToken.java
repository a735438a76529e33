package io.voxward.common;

/** Where a list goes on: the sort key of the last item given. Dialects sign and encode it. */
public record PageToken(String lastKey) {}
