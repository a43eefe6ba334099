import { openTestVault } from '@fieldfare/vault/testing/open-test-vault';
import type { TestVault } from '@fieldfare/vault/testing/open-test-vault';
import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { openBare } from './bare-primitives.ts';
import { prepareCards } from './prepare-cards.ts';
import type { PreparedCard } from './prepare-cards.ts';
import { refusedCards } from './refused-cards.ts';

export type Curve = 'X25519' | 'P-256';

export interface VaultRun {
  curve: Curve;
  clients: number;
}

export interface VaultMeasured extends ClientsRun {
  /** Processor time of one card, all threads together. */
  cpuMs: number;
}

let test: TestVault;
let cards: Record<Curve, PreparedCard[]>;

/** The vault over stores in memory, and the bare primitives, in one process: both have the same machine, code cache and thread pool. */
serveParent({
  prepare: async ({ count }: { count: number }): Promise<void> => {
    test = await openTestVault();
    const [x25519, p256] = await Promise.all((['X25519', 'P-256'] as const).map((curve) => cardsFor(curve, count)));
    cards = { X25519: x25519 ?? [], 'P-256': p256 ?? [] };
  },

  vault: ({ curve, clients }: VaultRun): Promise<VaultMeasured> => {
    // As after a restart: no session's key is known yet.
    const vault = test.newVault();
    return measure(clients, cards[curve], async ({ payload, expected }) => {
      (await vault.open(payload, expected)).release();
    });
  },

  bare: ({ curve, clients }: VaultRun): Promise<VaultMeasured> => {
    const key = test.keyRing.payloadKey(test.recipient(curve).kid);
    if (!key) throw new Error('the ring has no such key');
    return measure(clients, cards[curve], async (card) => void (await openBare(card, key.privateKey)));
  },

  /** How long each kind of refusal takes, one at a time. Whoever sends such payloads should learn nothing from it. */
  refusals: async ({ times }: { times: number }): Promise<Record<string, number[]>> => {
    const vault = test.newVault();
    const waits: Record<string, number[]> = {};
    for (const [reason, { payload, expected }] of await refusedCards(test)) {
      const measured: number[] = [];
      for (let i = 0; i < times; i++) {
        const startedAt = performance.now();
        await vault.open(payload, expected).catch(() => undefined);
        measured.push(performance.now() - startedAt);
      }
      waits[reason] = measured;
    }
    return waits;
  },

  /** KMS calls that so many payments cost a vault that has just started. */
  kmsCalls: async ({ payments }: { payments: number }): Promise<number> => {
    const before = test.kms.calls();
    const vault = test.newVault();
    for (let opened = 0; opened < payments;)
      for (const { payload, expected } of cards.X25519.slice(0, payments - opened)) {
        (await vault.open(payload, expected)).release();
        opened += 1;
      }
    return test.kms.calls() - before;
  },
});

async function measure(
  clients: number,
  prepared: readonly PreparedCard[],
  work: (card: PreparedCard) => Promise<void>,
): Promise<VaultMeasured> {
  const before = process.cpuUsage();
  const run = await runClients(clients, prepared, work);
  const { user, system } = process.cpuUsage(before);
  return { ...run, cpuMs: (user + system) / 1_000 / prepared.length };
}

function cardsFor(curve: Curve, count: number): Promise<PreparedCard[]> {
  return prepareCards(count, test.recipient(curve));
}
