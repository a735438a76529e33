package io.voxward.consent.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.consent.store.JournalRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Writes erasures down outside of the database, in the transaction that erases: the entry is on
 * disk before the commit, and the database notes in the same transaction that it holds it.
 */
@ApplicationScoped
public class ErasureLog {
  private final ErasureJournal journal;
  private final JournalRepository rows;
  private final TransactionSynchronizationRegistry transactions;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Writes to {@code journal}. */
  public ErasureLog(
      ErasureJournal journal,
      JournalRepository rows,
      TransactionSynchronizationRegistry transactions,
      MeterRegistry meters,
      Clock clock) {
    this.journal = journal;
    this.rows = rows;
    this.transactions = transactions;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Writes an erasure of the caller's transaction.
   *
   * @throws JournalException if it cannot be written: the transaction must not go on
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void write(ErasureEntry entry) {
    JournalPlace place = journal.append(entry);
    transactions.registerInterposedSynchronization(new End(place));
    boolean _ = rows.note(place.journal(), place.sequence(), clock.instant());
    meters.counter("voxward.erasures.journaled", "what", entry.what().name()).increment();
  }

  /**
   * What becomes of the entry with its transaction. Only one that nobody tried to commit is
   * withdrawn: of any other the database says whether it holds it, at the next look.
   */
  private final class End implements Synchronization {
    private final JournalPlace place;
    private boolean committing;

    End(JournalPlace place) {
      this.place = place;
    }

    @Override
    public void beforeCompletion() {
      committing = true;
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_ROLLEDBACK && !committing) {
        journal.withdraw(place);
      } else {
        journal.settled(place);
      }
    }
  }
}
