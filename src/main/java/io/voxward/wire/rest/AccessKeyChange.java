package io.voxward.wire.rest;

import org.jspecify.annotations.Nullable;

/** What is to change about a credential. */
public record AccessKeyChange(@Nullable Boolean enabled) {}
