package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.DELETE_SPEAKERS;
import static io.voxward.access.Permission.OPT_OUT_SPEAKERS;
import static io.voxward.access.Permission.READ_SPEAKERS;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SpeakerRef;
import io.voxward.consent.Erasures;
import io.voxward.consent.OptOuts;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.Operation.Nothing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on speakers. */
@ApplicationScoped
public class SpeakerOperations implements OperationGroup {
  private final Domains domains;
  private final Speakers speakers;
  private final OptOuts optOuts;
  private final Erasures erasures;
  private final Pages pages;

  /** Speaks for {@code speakers}. */
  public SpeakerOperations(
      Domains domains, Speakers speakers, OptOuts optOuts, Erasures erasures, Pages pages) {
    this.domains = domains;
    this.speakers = speakers;
    this.optOuts = optOuts;
    this.erasures = erasures;
    this.pages = pages;
  }

  /** Names one speaker. */
  record SpeakerRequest(String domainId, String speakerId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    SpeakerRef speaker() {
      return SpeakerRef.parse(speakerId);
    }

    @Override
    public String toString() {
      return "SpeakerRequest[hidden]";
    }
  }

  /** Asks for a page. */
  record ListSpeakersRequest(
      String domainId, @Nullable Integer maxResults, @Nullable String nextToken) {}

  /** A speaker. */
  record SpeakerShape(
      Instant createdAt,
      @Nullable String customerSpeakerId,
      String domainId,
      String generatedSpeakerId,
      @Nullable Instant lastAccessedAt,
      String status,
      Instant updatedAt) {
    static SpeakerShape of(Speaker speaker) {
      CustomerSpeakerId customerId = speaker.customerId();
      return new SpeakerShape(
          speaker.createdAt(),
          customerId == null ? null : customerId.value(),
          speaker.domain().value(),
          speaker.id().value(),
          speaker.lastAccessedAt(),
          speaker.status().name(),
          speaker.updatedAt());
    }

    @Override
    public String toString() {
      return "SpeakerShape[hidden]";
    }
  }

  /** Shows one speaker. */
  record SpeakerResponse(SpeakerShape speaker) {}

  /** Shows a page. */
  record ListSpeakersResponse(@Nullable String nextToken, List<SpeakerShape> speakerSummaries) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "DescribeSpeaker",
            READ_SPEAKERS,
            SpeakerRequest.class,
            SpeakerResponse.class,
            SpeakerRequest::domainId,
            this::describe),
        Operation.inDomain(
            "ListSpeakers",
            READ_SPEAKERS,
            ListSpeakersRequest.class,
            ListSpeakersResponse.class,
            ListSpeakersRequest::domainId,
            this::list),
        Operation.inDomain(
            "DeleteSpeaker",
            DELETE_SPEAKERS,
            SpeakerRequest.class,
            Nothing.class,
            SpeakerRequest::domainId,
            this::delete),
        Operation.inDomain(
            "OptOutSpeaker",
            OPT_OUT_SPEAKERS,
            SpeakerRequest.class,
            SpeakerResponse.class,
            SpeakerRequest::domainId,
            this::optOut));
  }

  private SpeakerResponse describe(Call call, SpeakerRequest request) {
    domains.requireActive(call.tenant(), request.domain());
    return new SpeakerResponse(
        SpeakerShape.of(speakers.require(call.tenant(), request.domain(), request.speaker())));
  }

  private ListSpeakersResponse list(Call call, ListSpeakersRequest request) {
    DomainId domain = new DomainId(request.domainId());
    String list = "ListSpeakers/" + domain;
    PageToken from = pages.from(call.tenant(), list, request.nextToken());
    domains.requireActive(call.tenant(), domain);
    Page<Speaker> page =
        speakers.list(call.tenant(), domain, null, Pages.size(request.maxResults()), from);
    return new ListSpeakersResponse(
        pages.next(call.tenant(), list, page),
        page.items().stream().map(SpeakerShape::of).toList());
  }

  private Nothing delete(Call call, SpeakerRequest request) {
    erasures.deleteSpeaker(call.tenant(), request.domain(), request.speaker());
    return Nothing.NOTHING;
  }

  private SpeakerResponse optOut(Call call, SpeakerRequest request) {
    return new SpeakerResponse(
        SpeakerShape.of(optOuts.optOut(call.tenant(), request.domain(), request.speaker())));
  }
}
