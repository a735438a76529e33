package io.voxward.common;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what the page holds, in the list's order
 * @param next where the next page begins; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable PageToken next) {
  /** Keeps an unmodifiable copy. */
  public Page {
    items = List.copyOf(items);
  }
}
