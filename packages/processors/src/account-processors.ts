import type { Processor } from '@fieldfare/payments';
import type { ProcessorKind } from '@fieldfare/protocol';
import type { ProcessorAccount, ProcessorAccounts } from './accounts.ts';
import { ADAPTERS } from './adapters.ts';
import type { AdapterOptions } from './adapters.ts';
import { withCircuitBreaker } from './with-circuit-breaker.ts';
import type { GuardedProcessor } from './with-circuit-breaker.ts';

export interface AccountProcessorsOptions extends AdapterOptions {
  accounts: ProcessorAccounts;
  /** Hears of each account that a payment or an operation is about to be sent to. */
  onAsked?: (account: ProcessorAccount) => void;
  /** Hears when an account's processor stops answering, and when it answers again; with new credentials it begins as `closed`. */
  onCircuit?: (account: ProcessorAccount, state: 'open' | 'closed') => void;
}

export interface AccountProcessors {
  open(account: ProcessorAccount): Promise<GuardedProcessor>;
}

const MAX_OPEN = 1_000;

/** Processors of merchants' accounts, each made once for its present credentials: a new secret is a new processor. */
export function createAccountProcessors(options: AccountProcessorsOptions): AccountProcessors {
  const open = new Map<string, Promise<GuardedProcessor>>();
  const make = async (account: ProcessorAccount) => {
    const credentials = await credentialsOf(options.accounts, account);
    const processor = ADAPTERS[account.processor]({ credentials, mode: account.mode, options });
    const named: Processor = { ...processor, name: nameOf(account) };
    options.onCircuit?.(account, 'closed');
    return withCircuitBreaker(named, { onChange: (state) => options.onCircuit?.(account, state) });
  };
  return {
    open: (account) => {
      options.onAsked?.(account);
      const known = open.get(account.secretId);
      if (known) return known;
      if (open.size >= MAX_OPEN) open.clear();
      const made = make(account);
      open.set(account.secretId, made);
      made.catch(() => open.delete(account.secretId));
      return made;
    },
  };
}

/** Another server may have changed the account's secret a moment ago, and destroyed the one that this server still knows it by. */
async function credentialsOf(accounts: ProcessorAccounts, account: ProcessorAccount): Promise<string> {
  try {
    return await accounts.credentials(account);
  } catch (error) {
    const now = await accounts.find(account.id);
    if (!now || now.secretId === account.secretId) throw error;
    return accounts.credentials(now);
  }
}

/** What a payment carries for good: the kind, and the account that took it. */
export function nameOf({ processor, id }: ProcessorAccount): string {
  return `${processor}:${id}`;
}

/** The account behind a name, and its kind; null for a processor that is no account's. */
export function accountNamed(name: string): { processor: ProcessorKind; id: string } | null {
  const [processor = '', id] = name.split(':');
  return id !== undefined && processor in ADAPTERS ? { processor: processor as ProcessorKind, id } : null;
}
