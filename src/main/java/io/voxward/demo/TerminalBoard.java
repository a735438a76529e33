package io.voxward.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The table for a person: its rows change in place while the calls of an act go on. */
final class TerminalBoard implements Board {
  private static final String ESCAPE = "\u001b[";
  private static final String NO_WRAP = ESCAPE + "?7l";
  private static final String WRAP = ESCAPE + "?7h";
  private static final String CLEAR_TO_END = ESCAPE + "K";
  private static final String BOLD = ESCAPE + "1m";
  private static final String DIM = ESCAPE + "2m";
  private static final String GREEN = ESCAPE + "32m";
  private static final String RED = ESCAPE + "1;31m";
  private static final String PLAIN = ESCAPE + "0m";
  private static final long BETWEEN_DRAWINGS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream out;
  private final Map<Call, Row> rows = new LinkedHashMap<>();
  private long drawn;

  TerminalBoard(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void begin(Story.Act act) {
    rows.clear();
    act.calls().forEach(call -> rows.put(call, new Row(call, Standing.WAITING, null)));
    out.println();
    out.println(BOLD + act.title() + PLAIN);
    out.println(DIM + Row.header() + PLAIN);
    rows.values().forEach(row -> out.println(row.text()));
    draw();
  }

  @Override
  public synchronized void show(Call call, Standing standing) {
    rows.put(call, new Row(call, standing, null));
    if (System.nanoTime() - drawn > BETWEEN_DRAWINGS_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void finish(Performance.Played played) {
    rows.computeIfPresent(played.call(), (call, row) -> new Row(call, row.standing(), played));
    draw();
  }

  @Override
  public synchronized void end() {
    draw();
    rows.values().stream()
        .filter(row -> !row.detail().isEmpty())
        .forEach(
            row -> out.println(DIM + "  " + row.call().customer() + ": " + row.detail() + PLAIN));
  }

  /** Writes all rows over themselves, in one piece so that an interrupt leaves no half escape. */
  private void draw() {
    StringBuilder picture = new StringBuilder(NO_WRAP).append(ESCAPE).append(rows.size());
    picture.append('A');
    for (Row row : rows.values()) {
      picture.append('\r').append(row.text()).append("  ").append(mark(row));
      picture.append(CLEAR_TO_END).append('\n');
    }
    out.print(picture.append(WRAP));
    out.flush();
    drawn = System.nanoTime();
  }

  private static String mark(Row row) {
    Performance.Played played = row.played();
    if (played == null) {
      return "";
    }
    return (played.right() ? GREEN : RED) + row.mark() + PLAIN;
  }
}
