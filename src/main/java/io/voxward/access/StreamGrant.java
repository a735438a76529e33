package io.voxward.access;

import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;

/** What the bearer of a stream token may do: carry the audio of one session, once. */
public record StreamGrant(TenantId tenant, DomainId domain, SessionId session) {}
