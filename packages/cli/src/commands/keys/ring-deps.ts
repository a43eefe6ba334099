import { createKeyRingStore } from '@fieldfare/db';
import type { RotateKeyDeps } from '@fieldfare/vault';
import type { Context } from '../../context.ts';

/** What the operations on the key ring take. */
export async function ringDeps(context: Context): Promise<RotateKeyDeps> {
  const { pool } = await context.database();
  return { store: createKeyRingStore(pool), kms: await context.kms(), clock: context.clock };
}
