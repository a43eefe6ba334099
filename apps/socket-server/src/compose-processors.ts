import type { ProcessorAccountStore } from '@fieldfare/db';
import type { Clock, Processor, ProcessorDirectory } from '@fieldfare/payments';
import { createAccountProcessors, createProcessorDirectory } from '@fieldfare/processors';
import type { ProcessorAccount } from '@fieldfare/processors';
import { Mode } from '@fieldfare/protocol';
import type { MerchantSecrets } from '@fieldfare/vault';
import type { Settings } from './env/settings.ts';
import type { Log } from './logging/logger.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import { createFreshCache } from './runtime/fresh-cache.ts';

export interface ProcessorParts {
  settings: Settings;
  clock: Clock;
  accounts: ProcessorAccountStore;
  secrets: MerchantSecrets;
  log: Log;
  metrics: Metrics;
  sandbox: Processor | null;
}

/** As old as a merchant's accounts may be when a payment is routed; a change holds within half a second. */
const ACCOUNTS_MAX_AGE_MS = 500;

/** The processors: merchants' own accounts, and the simulated bank for test mode, in development alone. */
export function composeProcessors(parts: ProcessorParts): ProcessorDirectory {
  const { accounts: store, secrets, clock, log, metrics, sandbox } = parts;
  const listed = createFreshCache(
    async (key) => {
      const [merchantId = '', mode] = key.split('/');
      return (await store.list({ merchantId, mode: Mode.parse(mode) })).map((account) => accountOf(account));
    },
    { maxAgeMs: ACCOUNTS_MAX_AGE_MS, clock },
  );
  const accounts = {
    list: (merchantId: string, mode: Mode) => listed.read(`${merchantId}/${mode}`),
    find: async (id: string) => {
      const account = await store.load(id);
      return account ? accountOf(account) : null;
    },
    credentials: ({ secretId, merchantId, processor }: ProcessorAccount) =>
      secrets.read({ id: secretId, merchantId, purpose: processor }),
  };
  const processors = createAccountProcessors({
    accounts,
    servers: parts.settings.processorServers,
    onRefusal: (processor, code) => {
      metrics.processorRefusals.inc({ processor, code });
      log.warn({ processor, code }, 'processor refused our request');
    },
    onAsked: (account) => metrics.processorCircuits.asked(account),
    onCircuit: ({ id, processor }, state) => {
      if (!metrics.processorCircuits.changed({ id, processor }, state === 'open')) return;
      log.warn({ processor, account_id: id, outcome: state }, 'processor circuit changed');
    },
  });
  return createProcessorDirectory({ sandbox, accounts, processors });
}

function accountOf(kept: Awaited<ReturnType<ProcessorAccountStore['list']>>[number]): ProcessorAccount {
  const { id, merchantId, mode, processor, secretId, enabled, priority, rule } = kept;
  return {
    id,
    merchantId,
    mode,
    processor,
    secretId,
    isEnabled: enabled,
    priority,
    rule: {
      methods: rule.methods,
      brands: rule.brands,
      currencies: rule.currencies,
      minAmountMinor: rule.min_amount_minor,
      maxAmountMinor: rule.max_amount_minor,
    },
  };
}
