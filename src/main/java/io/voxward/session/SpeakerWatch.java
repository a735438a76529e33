package io.voxward.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.Lookout;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees on every node, within a second, that a person whom a call in progress claims to be opted
 * out, expired or was deleted on another node: the speech kept for their enrolment is dropped, and
 * so is what comes later, and the call is judged again. What this node erases itself it knows at
 * once ({@link ForgetErased}).
 *
 * <p>One query by primary key for all calls of the node, and none while there are none.
 */
@ApplicationScoped
public class SpeakerWatch {
  private static final Duration EVERY = Duration.ofMillis(700);
  private static final Set<SpeakerStatus> VOICELESS =
      EnumSet.of(SpeakerStatus.OPTED_OUT, SpeakerStatus.EXPIRED);

  private final LiveSessions sessions;
  private final Speakers speakers;
  private final CallObservers observers;
  private final Lookout lookout =
      new Lookout(
          "speaker-watch", EVERY, this::look, "opt-outs are not seen: the database did not answer");

  /** The calls whose person was seen to be gone, so that each is told once. */
  private Set<Call> told = Set.of();

  private record Call(LiveSession session, GeneratedSpeakerId speaker) {}

  /** Looks after {@code sessions}. */
  public SpeakerWatch(LiveSessions sessions, Speakers speakers, CallObservers observers) {
    this.sessions = sessions;
    this.speakers = speakers;
    this.observers = observers;
  }

  void start(@Observes StartupEvent event) {
    lookout.start();
  }

  void stop(@Observes ShutdownEvent event) {
    lookout.stop();
  }

  /** Looks once. */
  synchronized void look() {
    Map<Speakers.Key, List<Call>> claimed = claimed(sessions.all());
    if (claimed.isEmpty()) {
      told = Set.of();
      return;
    }
    Map<Speakers.Key, SpeakerStatus> statuses = speakers.statuses(claimed.keySet());
    List<Call> gone = new ArrayList<>();
    claimed.forEach((key, calls) -> {
      SpeakerStatus status = statuses.get(key);
      if (status == null || VOICELESS.contains(status)) {
        gone.addAll(calls);
      }
    });
    gone.forEach(call -> call.session().forgetKeptSpeech());
    gone.stream().filter(call -> !told.contains(call)).forEach(this::judgeAgain);
    told = Set.copyOf(gone);
  }

  private static Map<Speakers.Key, List<Call>> claimed(Collection<LiveSession> all) {
    Map<Speakers.Key, List<Call>> claimed = new HashMap<>();
    for (LiveSession session : all) {
      Claim claim = session.claim();
      if (claim != null) {
        claimed
            .computeIfAbsent(
                new Speakers.Key(session.tenant(), session.domain(), claim.speaker()),
                _ -> new ArrayList<>())
            .add(new Call(session, claim.speaker()));
      }
    }
    return claimed;
  }

  private void judgeAgain(Call call) {
    observers.tell(call.session(), EnumSet.of(Happening.CHANGED));
  }
}
