import { connectDatabase, createReencryptionStore, createVaultStore } from '@fieldfare/db';
import { systemClock } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { createLocalKms, reencryptCards } from '@fieldfare/vault';
import { sealStoredCards } from '@fieldfare/vault/testing/seal-stored-cards';
import { serveParent } from '../harness/serve-parent.ts';
import { MERCHANT_ID } from '../payments/books.ts';

export interface ReencryptionProcessOptions {
  paymentsUrl: string;
  keyFile: string;
}

export interface Reencrypted {
  cards: number;
  seconds: number;
}

const AT_ONCE = 2_000;
const OPERATOR = { type: 'system', id: null, name: 'Benchmark' } as const;

/** What `fieldfare vault reencrypt` does, in a process of its own beside the payments. */
serveParent({
  /** Stores cards under the merchant's key of the month. */
  seed: async ({ count, ...options }: ReencryptionProcessOptions & { count: number }): Promise<void> => {
    const { database, store, kms } = await open(options);
    const deps = { store, kms, clock: systemClock };
    for (let stored = 0; stored < count; stored += AT_ONCE) {
      const tokens = Array.from({ length: Math.min(AT_ONCE, count - stored) }, () => newId('token'));
      const sealed = await sealStoredCards(deps, { card: CARD, merchantId: MERCHANT_ID, tokens });
      await database.pool.query('SELECT vault.store_cards($1, $2, $3, $4, $5, $6, $7)', [
        tokens,
        tokens.map(() => MERCHANT_ID),
        sealed.map(({ dataKeyId }) => dataKeyId),
        sealed.map(({ wrappedKey }) => wrappedKey),
        sealed.map(({ ciphertext }) => ciphertext),
        tokens.map(() => Buffer.alloc(32)),
        tokens.map(() => new Date()),
      ]);
    }
    await database.close();
  },

  reencrypt: async (options: ReencryptionProcessOptions): Promise<Reencrypted> => {
    const { database, store, kms } = await open(options);
    const run = await store.beginReencryption(newId('reencryption'), 'full', OPERATOR);
    const startedAt = performance.now();
    const deps = { store, kms, clock: systemClock, wait: () => Promise.resolve() };
    const { moved, unreadable } = await reencryptCards(deps, run);
    if (unreadable.length > 0) throw new Error(`${unreadable.length} cards did not open`);
    await database.close();
    return { cards: moved, seconds: (performance.now() - startedAt) / 1_000 };
  },
});

const CARD = { number: '4242424242424242', exp_month: 12, exp_year: 2030, name: 'A Benchmark' };

async function open({ paymentsUrl, keyFile }: ReencryptionProcessOptions) {
  const database = connectDatabase({ url: paymentsUrl });
  const kms = await createLocalKms({ keyFile, environment: 'development', allowInProduction: false });
  return { database, kms, store: { ...createVaultStore(database.pool), ...createReencryptionStore(database.pool) } };
}
