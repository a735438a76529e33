package io.voxward.wire.audiosocket;

import io.voxward.engine.audio.LiveRateChange;
import io.voxward.engine.audio.LiveRates;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import io.voxward.wire.audiosocket.AudioSocketUuids.Announced;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.dialect.DialectCalls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Optional;
import java.util.UUID;

/** Opens the calls of AudioSocket connections. */
@ApplicationScoped
public class AudioSocketCalls {
  private final AudioSocketUuids uuids;
  private final Sessions sessions;
  private final DialectCalls calls;
  private final LiveRates rates;

  /** For the calls announced in {@code uuids}. */
  public AudioSocketCalls(
      AudioSocketUuids uuids, Sessions sessions, DialectCalls calls, LiveRates rates) {
    this.uuids = uuids;
    this.sessions = sessions;
    this.calls = calls;
    this.rates = rates;
  }

  /** Opens the call announced under that UUID; looks into the database. */
  @ActivateRequestContext
  CallOpening open(UUID uuid, CallListener listener) {
    Optional<Announced> announced = uuids.find(uuid);
    Optional<LiveSession> session = announced.flatMap(call -> sessions.held(call.session()));
    if (announced.isEmpty() || session.isEmpty()) {
      return refused(
          new CallRefusal(CallRefusal.Reason.NOT_FOUND, "no call is announced under this UUID"));
    }
    Announced call = announced.get();
    return calls.join(
        Dialect.AUDIOSOCKET,
        call.tenant(),
        call.domain(),
        new SessionRef.Id(call.session()),
        session.get().format(),
        listener);
  }

  /** Counts a connection that is not let in. */
  CallOpening refused(CallRefusal why) {
    calls.refused(Dialect.AUDIOSOCKET, why);
    return new CallOpening.Refused(why);
  }

  /** The way of a call's sound from the rate of its frames to that of its session. */
  LiveRateChange change(int hertz, SampleRate to) {
    return rates.change(hertz, 1, 0, to);
  }
}
