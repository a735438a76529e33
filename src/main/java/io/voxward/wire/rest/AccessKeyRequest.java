package io.voxward.wire.rest;

import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A credential to make.
 *
 * @param domains the domains it is for; left out for all
 */
public record AccessKeyRequest(
    @Nullable String name, @Nullable List<String> roles, @Nullable List<String> domains) {

  Set<Role> roleSet() {
    return Body.required("roles", roles).stream()
        .map(word ->
            Role.named(word)
                .orElseThrow(() ->
                    FailureException.invalid(
                        "roles",
                        "must be words of "
                            + Arrays.stream(Role.values()).map(Role::word).toList())))
        .collect(Collectors.toSet());
  }

  DomainScope scope() {
    return domains == null
        ? new DomainScope.All()
        : new DomainScope.Only(domains.stream().map(DomainId::new).collect(Collectors.toSet()));
  }
}
