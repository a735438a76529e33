package io.voxward.demo;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** The table for a log: a line whenever a call has moved on by some speech or to a new word. */
final class PlainBoard implements Board {
  private static final double SPEECH_BETWEEN_LINES_SECONDS = 8;

  private final PrintStream out;
  private final Map<Call, Standing> printed = new HashMap<>();
  private final Map<Call, Standing> latest = new HashMap<>();

  PlainBoard(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void begin(Story.Act act) {
    out.println();
    out.println(act.title());
    out.println(Row.header());
  }

  @Override
  public synchronized void show(Call call, Standing standing) {
    latest.put(call, standing);
    Standing before = printed.getOrDefault(call, Standing.WAITING);
    boolean further =
        standing.secondsStillNeeded() > 0
            && standing.speechSeconds() - before.speechSeconds() >= SPEECH_BETWEEN_LINES_SECONDS;
    boolean turned = !before.word().isEmpty() && !standing.word().equals(before.word());
    if (before.word().isEmpty()) {
      printed.put(call, new Standing(0, 0, null, 0, standing.word()));
    }
    if (further || turned) {
      printed.put(call, standing);
      out.println(new Row(call, standing, null).text());
    }
  }

  @Override
  public synchronized void finish(Performance.Played played) {
    Standing standing = latest.getOrDefault(played.call(), Standing.WAITING);
    Row row = new Row(played.call(), standing, played);
    out.println(row.text() + "  [" + row.mark() + "]");
    if (!row.detail().isEmpty()) {
      out.println("           " + row.detail());
    }
  }

  @Override
  public synchronized void end() {
    out.flush();
  }
}
