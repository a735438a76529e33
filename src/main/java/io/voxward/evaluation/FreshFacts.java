package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SharedReads;
import io.voxward.common.SharedReads.Read;
import io.voxward.domain.DomainStatus;
import io.voxward.evaluation.store.FactRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Reads what evaluations depend on, as it is now; those who ask at the same time share a query. */
@ApplicationScoped
public class FreshFacts {
  private final FactRepository rows;
  private final Timer queries;
  private final SharedReads<Facts.Key, Facts> reads = new SharedReads<>(this::query);

  /**
   * Facts and which query they are of.
   *
   * @param round a later query saw everything that an earlier one saw
   */
  record Fresh(Facts facts, long round) {}

  /** Reads from {@code rows}. */
  public FreshFacts(FactRepository rows, MeterRegistry meters) {
    this.rows = rows;
    this.queries = meters.timer("voxward.evaluation.queries");
  }

  private Map<Facts.Key, Facts> query(Set<Facts.Key> keys) {
    return queries.record(() -> rows.read(keys));
  }

  /**
   * The facts now.
   *
   * @throws FailureException if there is no such domain or it is not active
   */
  Fresh read(Facts.Key key) {
    Read<Facts> read = reads.read(key);
    Facts facts = read.value();
    if (facts == null) {
      throw FailureException.notFound(Failure.Resource.DOMAIN);
    }
    if (facts.domain() != DomainStatus.ACTIVE) {
      throw FailureException.conflict(
          ConflictKind.DOMAIN_NOT_ACTIVE, "the domain is " + facts.domain() + ", not ACTIVE");
    }
    return new Fresh(facts, read.round());
  }
}
