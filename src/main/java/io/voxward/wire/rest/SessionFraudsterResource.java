package io.voxward.wire.rest;

import static io.voxward.access.Permission.REGISTER_FRAUDSTERS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.enrollment.FraudsterRegistrations;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registering the caller of a session as a fraudster. */
@Path("/api/v1/domains/{domainId}/sessions/{sessionId}/fraudster")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SessionFraudsterResource {
  private final Sessions sessions;
  private final FraudsterRegistrations registrations;
  private final ObjectMapper json;
  private final CurrentCaller current;

  /** Speaks for {@code registrations}. */
  public SessionFraudsterResource(
      Sessions sessions,
      FraudsterRegistrations registrations,
      ObjectMapper json,
      CurrentCaller current) {
    this.sessions = sessions;
    this.registrations = registrations;
    this.json = json;
    this.current = current;
  }

  /**
   * What a caller says about it; nothing is needed.
   *
   * @param watchlistIds the lists to put them on; the default one where absent
   * @param duplicates {@code SKIP} or {@code REGISTER_AS_NEW}
   * @param similarityThreshold from which score on a voice is known
   */
  public record FraudsterOfSession(
      @Nullable List<String> watchlistIds,
      @Nullable String duplicates,
      @Nullable Integer similarityThreshold) {
    private static final FraudsterOfSession NOTHING = new FraudsterOfSession(null, null, null);

    List<WatchlistId> named() {
      return watchlistIds == null
          ? List.of()
          : watchlistIds.stream()
              .map(id -> new WatchlistId(Body.required("watchlistIds", id)))
              .toList();
    }

    DuplicateRule rule() {
      return Duplicates.rule(duplicates, Score.member("similarityThreshold", similarityThreshold));
    }
  }

  /** Registers the caller from what was heard so far. */
  @POST
  @Needs(REGISTER_FRAUDSTERS)
  public Response register(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Nullable String body)
      throws JsonProcessingException {
    FraudsterOfSession wish = wish(body);
    List<WatchlistId> named = wish.named();
    DuplicateRule rule = wish.rule();
    SessionRef ref = SessionRef.parse(sessionId);
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    LiveSession session = sessions.require(tenant, domain, ref);
    return RegistrationBody.answer(
        registrations.registerCaller(
            session, registrations.watchlists(tenant, domain, named), rule));
  }

  /** An empty body is none, whatever content type a client's library gives it. */
  private FraudsterOfSession wish(@Nullable String body) throws JsonProcessingException {
    if (body == null || body.isBlank()) {
      return FraudsterOfSession.NOTHING;
    }
    return Body.required(json.readValue(body, FraudsterOfSession.class));
  }
}
