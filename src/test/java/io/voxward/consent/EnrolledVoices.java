package io.voxward.consent;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.speaker.EnrolledFrom;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.voiceprint.Voiceprints;
import jakarta.enterprise.context.ApplicationScoped;

/** Enrolled speakers for tests of what becomes of them; their voiceprints are made up. */
@ApplicationScoped
class EnrolledVoices {
  /** The model that the voiceprints name. */
  static final ModelId MODEL = new ModelId("test-model");

  private final Speakers speakers;
  private final Voiceprints voiceprints;

  EnrolledVoices(Speakers speakers, Voiceprints voiceprints) {
    this.speakers = speakers;
    this.voiceprints = voiceprints;
  }

  /** Enrols or re-enrols the customer, committed. */
  Speaker enroll(TenantId tenant, DomainId domain, String customer) {
    float[] direction = new float[192];
    direction[0] = 1;
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          Speaker speaker =
              speakers.recordEnrollment(
                  speakers.ensure(tenant, domain, SpeakerRef.parse(customer)), EnrolledFrom.UPLOAD);
          voiceprints.replace(
              speaker,
              Embedding.ofDirection(direction, MODEL),
              new NetSpeech(12.5),
              VoiceprintFigures.NONE,
              VoiceprintSource.UPLOAD);
          return speaker;
        });
  }
}
