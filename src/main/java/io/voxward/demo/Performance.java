package io.voxward.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays a story on a line, shows it on a board and keeps what came of it. */
final class Performance {
  private final Line line;
  private final Board board;

  Performance(Line line, Board board) {
    this.line = line;
    this.board = board;
  }

  /** A call with what came of it. */
  record Played(Call call, Outcome outcome) {
    boolean right() {
      return outcome.isRightFor(call);
    }
  }

  /** Plays act after act; the calls of an act at once. */
  List<Played> play(Story story) {
    List<Played> all = new ArrayList<>();
    for (Story.Act act : story.acts()) {
      board.begin(act);
      all.addAll(play(act));
      board.end();
    }
    return all;
  }

  private List<Played> play(Story.Act act) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Played>> calls =
          act.calls().stream()
              .map(call -> CompletableFuture.supplyAsync(() -> play(call), callers))
              .toList();
      return calls.stream().map(CompletableFuture::join).toList();
    }
  }

  private Played play(Call call) {
    Played played = new Played(call, outcome(call));
    board.finish(played);
    return played;
  }

  private Outcome outcome(Call call) {
    try {
      return line.place(call, standing -> board.show(call, standing));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.broken("interrupted");
    } catch (RuntimeException e) {
      return Outcome.broken(String.valueOf(e.getMessage()));
    }
  }
}
