package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;

/** Which domain of which tenant. */
public record DomainPlace(TenantId tenant, DomainId id) {}
