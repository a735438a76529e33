package io.voxward.instance;

import io.voxward.common.DomainId;
import org.jspecify.annotations.Nullable;

/** What is to change about an installation; what is absent stays. */
public record InstanceChange(
    @Nullable DomainId domain, @Nullable String name, @Nullable String authToken) {
  @Override
  public String toString() {
    return "InstanceChange[domain=" + domain + "]";
  }
}
