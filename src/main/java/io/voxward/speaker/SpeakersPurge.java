package io.voxward.speaker;

import io.voxward.domain.PurgeStep;
import io.voxward.speaker.store.SpeakerRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the speakers of a domain that is purged. */
@ApplicationScoped
public class SpeakersPurge implements PurgeStep {
  private final SpeakerRepository speakers;

  /** Removes from {@code speakers}. */
  public SpeakersPurge(SpeakerRepository speakers) {
    this.speakers = speakers;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("speakers", speakers::countOf, speakers::purge));
  }
}
