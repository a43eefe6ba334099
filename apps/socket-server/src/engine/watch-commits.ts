import type { MoveVerdict, PaymentMove, PaymentRepository } from '@fieldfare/payments';

export interface CommitWatcher {
  /** Something new lies in the outbox. */
  onCommit: () => void;
  onMove: (move: PaymentMove, verdict: MoveVerdict) => void;
}

/** Tells what this process commits, so that the relay need not wait for its next look and the counters need no queries. */
export function watchCommits(payments: PaymentRepository, { onCommit, onMove }: CommitWatcher): PaymentRepository {
  return {
    ...payments,
    begin: async (intent) => {
      const verdict = await payments.begin(intent);
      if (verdict.type === 'begun') onCommit();
      return verdict;
    },
    beginCharge: async (intent) => {
      const verdict = await payments.beginCharge(intent);
      if (verdict.type === 'begun') onCommit();
      return verdict;
    },
    commit: async (move) => {
      const verdict = await payments.commit(move);
      if (verdict.type === 'committed') onCommit();
      onMove(move, verdict);
      return verdict;
    },
  };
}
