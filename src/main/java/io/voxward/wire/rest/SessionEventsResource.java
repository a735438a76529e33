package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_SESSIONS;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.evaluation.Evaluations;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionState;
import io.voxward.session.Sessions;
import io.voxward.wire.call.CallMessage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/**
 * What happens in a session, as server-sent events: those of the stream, by the same names. The
 * first is the decisions as they are; the last is {@code ended}.
 */
@Path("/api/v1/domains/{domainId}/sessions/{sessionId}/events")
public class SessionEventsResource {
  /** Events that may wait for a slow reader; then its connection is closed. */
  private static final int MOST_WAITING = 256;

  private final Sessions sessions;
  private final Evaluations evaluations;
  private final SessionFeed feed;
  private final CurrentCaller current;

  /** Tells the news of {@code feed}. */
  public SessionEventsResource(
      Sessions sessions, Evaluations evaluations, SessionFeed feed, CurrentCaller current) {
    this.sessions = sessions;
    this.evaluations = evaluations;
    this.feed = feed;
    this.current = current;
  }

  /** Follows the session until it ends. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @Needs(READ_SESSIONS)
  public Multi<OutboundSseEvent> follow(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Context Sse sse) {
    LiveSession session =
        sessions.require(current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId));
    SessionNews now = evaluations.evaluate(session);
    return Multi.createFrom()
        .<SessionNews>emitter(emitter -> follow(session, now, emitter))
        .onOverflow()
        .buffer(MOST_WAITING)
        .map(news -> event(sse, news));
  }

  private void follow(
      LiveSession session, SessionNews now, MultiEmitter<? super SessionNews> emitter) {
    emitter.emit(now);
    SessionFeed.Subscription subscription =
        feed.subscribe(
            session.id(),
            news -> {
              emitter.emit(news);
              if (news instanceof SessionNews.Ended) {
                emitter.complete();
              }
            });
    emitter.onTermination(subscription::close);
    // It may have ended before anybody listened, while the answer was on its way.
    if (session.state() instanceof SessionState.Ended ended) {
      emitter.emit(new SessionNews.Ended(ended.reason().name()));
      emitter.complete();
    }
  }

  private static OutboundSseEvent event(Sse sse, SessionNews news) {
    CallMessage message = CallMessage.of(news);
    return sse.newEventBuilder()
        .name(message.type())
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(CallMessage.class, message)
        .build();
  }
}
