package io.voxward.wire.rest;

import io.voxward.wire.rest.SessionRequest.SettingsRequest;
import org.jspecify.annotations.Nullable;

/** What changes about a session; a member left out stays as it is. */
public record SessionChange(@Nullable String speakerId, @Nullable SettingsRequest settings) {}
