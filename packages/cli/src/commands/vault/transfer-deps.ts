import { createTransferStore, createVaultStore } from '@fieldfare/db';
import type { Context } from '../../context.ts';

/** What exports and imports take. */
export async function transferDeps(context: Context) {
  const { pool } = await context.database();
  return {
    store: createTransferStore(pool),
    vaultStore: createVaultStore(pool),
    kms: await context.kms(),
    clock: context.clock,
  };
}
