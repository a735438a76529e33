package io.voxward.access;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The calls a second that Amazon Connect Voice ID published for its operations, by tenant. For the
 * calls on watchlists and for {@code ListFraudsters} it published none: here they have the figures
 * of their nearest relations, the domain calls and {@code ListSpeakers}.
 */
final class OfficialRates {
  private static final double DOMAIN_AND_BATCH = 2;
  private static final double SPEAKER = 10;
  private static final double LIST = 5;
  private static final double EVALUATE = 60;

  private static final Map<String, Double> VOICE_ID = voiceId();

  private OfficialRates() {}

  private static Map<String, Double> voiceId() {
    Map<String, Double> rates = new TreeMap<>();
    rates.put("EvaluateSession", EVALUATE);
    rates.put("ListSpeakers", LIST);
    rates.put("ListFraudsters", LIST);
    for (String operation :
        new String[] {
          "DescribeSpeaker",
          "OptOutSpeaker",
          "DeleteSpeaker",
          "DescribeFraudster",
          "DeleteFraudster"
        }) {
      rates.put(operation, SPEAKER);
    }
    for (String operation :
        new String[] {
          "CreateDomain",
          "DescribeDomain",
          "ListDomains",
          "UpdateDomain",
          "DeleteDomain",
          "StartSpeakerEnrollmentJob",
          "DescribeSpeakerEnrollmentJob",
          "ListSpeakerEnrollmentJobs",
          "StartFraudsterRegistrationJob",
          "DescribeFraudsterRegistrationJob",
          "ListFraudsterRegistrationJobs",
          "TagResource",
          "UntagResource",
          "ListTagsForResource",
          "AssociateFraudster",
          "DisassociateFraudster",
          "CreateWatchlist",
          "DescribeWatchlist",
          "ListWatchlists",
          "UpdateWatchlist",
          "DeleteWatchlist"
        }) {
      rates.put(operation, DOMAIN_AND_BATCH);
    }
    return Map.copyOf(rates);
  }

  /** Calls a second of {@code operation} in {@code profile}; empty where there is no limit. */
  static OptionalDouble in(LimitsProfile profile, String operation) {
    return switch (profile) {
      case GENEROUS -> OptionalDouble.empty();
      case VOICE_ID -> {
        Double rate = VOICE_ID.get(operation);
        yield rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
      }
    };
  }
}
