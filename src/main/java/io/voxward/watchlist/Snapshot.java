package io.voxward.watchlist;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.gallery.Gallery;
import io.voxward.voiceprint.DomainSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fraudsters of one domain at one moment, in memory for searching. Immutable. */
final class Snapshot {
  /** What it costs besides the numbers, in bytes to a fraudster: ids, places in lists. */
  private static final long BYTES_BESIDE = 300;

  private static final int[] NOBODY = new int[0];

  private final UUID state;
  private final DomainSpace space;
  private final List<GeneratedFraudsterId> fraudsters;
  private final Gallery gallery;
  private final Map<WatchlistId, int[]> rowsOfLists;
  private final int[] allRows;
  private final Map<GeneratedFraudsterId, Integer> rowOf = new HashMap<>();

  /**
   * @param state the state of the domain's gallery that this is a copy of
   * @param space the space of the domain that the voices are in
   * @param fraudsters in the order of the gallery
   * @param rowsOfLists which rows of the gallery are on each list
   */
  Snapshot(
      UUID state,
      DomainSpace space,
      List<GeneratedFraudsterId> fraudsters,
      Gallery gallery,
      Map<WatchlistId, int[]> rowsOfLists) {
    this.state = state;
    this.space = space;
    this.fraudsters = List.copyOf(fraudsters);
    this.gallery = gallery;
    this.rowsOfLists = Map.copyOf(rowsOfLists);
    this.allRows = IntStream.range(0, fraudsters.size()).toArray();
    for (int row : allRows) {
      rowOf.put(this.fraudsters.get(row), row);
    }
  }

  boolean isOf(UUID currentState) {
    return state.equals(currentState);
  }

  DomainSpace space() {
    return space;
  }

  Gallery gallery() {
    return gallery;
  }

  GeneratedFraudsterId fraudster(int row) {
    return fraudsters.get(row);
  }

  /** The voice of a fraudster; absent if this has none of them. */
  Gallery.@Nullable Voice voice(GeneratedFraudsterId fraudster) {
    Integer row = rowOf.get(fraudster);
    return row == null ? null : gallery.voice(row);
  }

  /** The rows of a list, or of all lists where none is named; not to be changed. */
  int[] rows(@Nullable WatchlistId list) {
    return list == null ? allRows : rowsOfLists.getOrDefault(list, NOBODY);
  }

  long bytes() {
    return gallery.bytes() + BYTES_BESIDE * fraudsters.size();
  }

  @Override
  public String toString() {
    return "Snapshot[" + gallery + "]";
  }
}
