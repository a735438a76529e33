package io.voxward.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item to be.
 *
 * @param input what is to be done, in the kind's own form
 * @param failure why it cannot be done: then it is over before it begins; absent otherwise
 */
public record ItemDraft(String input, @Nullable JobFailure failure) {
  /** An item to work on. */
  public static ItemDraft of(String input) {
    return new ItemDraft(input, null);
  }

  /**
   * As many of the same as it takes to do so much in batches of that size; none for nothing.
   *
   * @param amount of what one item does up to {@code batch} of
   */
  public static List<ItemDraft> batches(String input, long amount, int batch) {
    List<ItemDraft> items = new ArrayList<>();
    for (long begun = 0; begun < amount; begun += batch) {
      items.add(of(input));
    }
    return items;
  }

  /** The failure only: the input may be personal. */
  @Override
  public String toString() {
    return "ItemDraft[" + failure + "]";
  }
}
