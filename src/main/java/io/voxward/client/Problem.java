package io.voxward.client;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error answer of the REST interface ({@code application/problem+json}).
 *
 * @param status HTTP status
 * @param type a stable name of the kind of problem
 * @param title the kind in words
 * @param detail what was refused and what to do
 * @param reasons for audio that cannot be used: why not; otherwise empty
 */
public record Problem(
    int status,
    @Nullable String type,
    @Nullable String title,
    @Nullable String detail,
    @Nullable List<Reason> reasons) {

  /** Whether one of the reasons has this code. */
  public boolean names(String code) {
    return reasons != null && reasons.stream().anyMatch(reason -> reason.code().equals(code));
  }

  /** Status, detail and reasons in one line. */
  public String inWords() {
    String why =
        reasons == null || reasons.isEmpty()
            ? String.valueOf(detail == null ? title : detail)
            : reasons.stream().map(Reason::toString).collect(Collectors.joining("; "));
    return status + " " + why;
  }
}
