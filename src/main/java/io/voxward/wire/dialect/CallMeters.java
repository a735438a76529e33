package io.voxward.wire.dialect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.wire.dialect.CallRefusal.Reason;

/** What is counted of one dialect: {@code voxward.dialect.*} with the tag {@code dialect}. */
final class CallMeters {
  private static final String DIALECT = "dialect";
  private static final String REASON = "reason";

  private final MeterRegistry meters;
  private final String dialect;
  private final Counter opened;
  private final Counter frames;
  private final Counter bytes;
  private final Counter dropped;
  private final Counter digits;

  CallMeters(MeterRegistry meters, Dialect dialect) {
    this.meters = meters;
    this.dialect = dialect.word();
    this.opened = counter("voxward.dialect.opened");
    this.frames = counter("voxward.dialect.frames");
    this.bytes = counter("voxward.dialect.bytes");
    this.dropped = counter("voxward.dialect.paused.bytes");
    this.digits = counter("voxward.dialect.digits");
  }

  private Counter counter(String name) {
    return meters.counter(name, DIALECT, dialect);
  }

  void opened() {
    opened.increment();
  }

  void refused(Reason reason) {
    meters.counter("voxward.dialect.refused", DIALECT, dialect, REASON, reason.name()).increment();
  }

  void ended(String reason) {
    meters.counter("voxward.dialect.ended", DIALECT, dialect, REASON, reason).increment();
  }

  void frame(int length) {
    frames.increment();
    bytes.increment(length);
  }

  void dropped(int length) {
    dropped.increment(length);
  }

  void digit() {
    digits.increment();
  }
}
