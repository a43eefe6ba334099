import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** How long after it was last asked an account says something of its processor. */
export const LATELY_MS = 5 * 60_000;

export interface AskedAccount {
  processor: string;
  /** Nothing is sent to it, because it has stopped answering. */
  isSilent: boolean;
}

/** Which accounts at processors this server asks, and which of them have stopped answering. */
export interface ProcessorCircuits {
  asked(account: AccountName): void;
  /** Answers whether that was news. */
  changed(account: AccountName, isSilent: boolean): boolean;
  /** The accounts that were asked lately, or were to be and are silent. */
  states(): AskedAccount[];
}

interface AccountName {
  id: string;
  processor: string;
}

export function createProcessorCircuits(
  register: Registry,
  now: () => number = () => performance.now(),
): ProcessorCircuits {
  const accounts = new Map<string, AskedAccount & { askedAt: number }>();
  const stateOf = ({ id, processor }: AccountName) => {
    const state = accounts.get(id) ?? { processor, isSilent: false, askedAt: now() };
    accounts.set(id, state);
    return state;
  };
  const askedLately = () => {
    const lately = [...accounts].filter(([, { askedAt }]) => now() - askedAt <= LATELY_MS);
    for (const [id, { isSilent, askedAt }] of accounts)
      if (!isSilent && now() - askedAt > LATELY_MS) accounts.delete(id);
    return lately;
  };
  void new Gauge({
    name: 'fieldfare_processor_circuit_open',
    help: 'Accounts that something was to be sent to in the last five minutes: 1 while nothing is, because it has stopped answering, and 0 otherwise',
    labelNames: ['processor', 'account'],
    registers: [register],
    collect() {
      this.reset();
      for (const [account, { processor, isSilent }] of askedLately())
        this.set({ processor, account }, isSilent ? 1 : 0);
    },
  });
  return {
    asked: (account) => void (stateOf(account).askedAt = now()),
    changed: (account, isSilent) => {
      const state = stateOf(account);
      const isNews = state.isSilent !== isSilent;
      state.isSilent = isSilent;
      return isNews;
    },
    states: () => askedLately().map(([, state]) => state),
  };
}
