package io.voxward.job;

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

  /** The failure only: the input may be personal. */
  @Override
  public String toString() {
    return "ItemDraft[" + failure + "]";
  }
}
