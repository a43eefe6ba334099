import { createDataKeyStore, createReencryptionStore, createVaultStore } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import { reencryptCards } from '@fieldfare/vault';
import type { Reencryption, ReencryptionStore } from '@fieldfare/vault';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { destroyUnusedKeys } from '../keys/destroy.ts';

const LOOK_AGAIN_MS = 5_000;

const Input = z.strictObject({
  full: z.boolean().default(false),
  maxPerSecond: z.coerce.number().int().min(1).optional(),
  batch: z.coerce.number().int().min(1).max(5_000).default(500),
  noWait: z.boolean().default(false),
  keepOldKeys: z.boolean().default(false),
});
type Input = z.infer<typeof Input>;

export const reencryptCommand = defineCommand({
  name: 'vault reencrypt',
  summary: 'Gives every merchant new keys and moves all stored cards to them, while payments go on.',
  options: {
    full: {
      help: 'give every card a new key of its own too, and encrypt it anew; without it only the wrapping changes',
    },
    'max-per-second': { value: 'N', help: 'cards a second at the most' },
    batch: { value: 'N', help: 'cards of one transaction (default 500)' },
    'no-wait': { help: 'end when all cards are moved, instead of waiting until the old keys can go' },
    'keep-old-keys': { help: 'do not destroy the old keys at the end' },
  },
  notes: [
    'It can be ended at any moment, also killed: cards move batch by batch, and each is readable before and after. Run again, it goes on with what is left; several may run at once.',
    "Servers hold merchants' keys in memory for up to ten minutes and may store cards under the old ones meanwhile. It waits for a quarter of an hour after the keys were retired, moves those too, and only then destroys the old keys.",
  ],
  input: Input,
  run: async (context, input) => {
    const { pool } = await context.database();
    const store = { ...createVaultStore(pool), ...createReencryptionStore(pool), ...createDataKeyStore(pool) };
    const reencryption = await beginOrResume(context, store, input);
    const work = await createWork(context, store, reencryption, input);
    await work();
    const end = await finish(context, store, reencryption, input, work);
    if (end === 'waiting') return;
    if (input.keepOldKeys) return context.out('Finished. The old keys are kept.');
    const { destroyed, kept } = await destroyUnusedKeys(store, context);
    context.out(`Finished. Destroyed ${destroyed} old keys${kept > 0 ? `, kept ${kept} that cards need` : ''}.`);
  },
});

async function beginOrResume(context: Context, store: ReencryptionStore, { full }: Input): Promise<Reencryption> {
  const underWay = await store.currentReencryption();
  const mode = full ? 'full' : 'rewrap';
  if (underWay && full && underWay.mode !== mode)
    throw new CliError('A re-encryption of the wrapping alone is under way: finish it without --full first.');
  const run =
    underWay ?? (await store.beginReencryption(newId('reencryption', context.clock.now()), mode, context.actor));
  context.say(
    underWay
      ? `Going on with ${run.id} (${run.mode}): ${run.done} of ${run.total} cards are moved.`
      : `Began ${run.id} (${run.mode}): ${run.total} cards.`,
  );
  return run;
}

async function createWork(
  context: Context,
  store: Parameters<typeof reencryptCards>[0]['store'],
  run: Reencryption,
  { batch, maxPerSecond }: Input,
): Promise<() => Promise<void>> {
  const deps = { store, kms: await context.kms(), clock: context.clock, wait: context.wait };
  const progress = createProgress(context);
  let movedBefore = run.done;
  return async () => {
    const { moved, unreadable } = await reencryptCards(deps, run, {
      batchSize: batch,
      ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
      signal: context.signal,
      onProgress: (count) => progress(`${movedBefore + count} cards moved.`),
    });
    movedBefore += moved;
    context.say(`${movedBefore} cards moved.`);
    if (unreadable.length > 0)
      throw new CliError(
        `${unreadable.length} cards do not open with their keys and stay where they are: ${unreadable.join(', ')}. Restore their rows from a backup, or revoke them with "fieldfare vault revoke"; then run this again.`,
      );
  };
}

/** Waits until no server can store under the old keys any more, moving what they still did. */
async function finish(
  context: Context,
  store: ReencryptionStore,
  { id, mayFinishAt }: Reencryption,
  { noWait }: Input,
  work: () => Promise<void>,
): Promise<'finished' | 'waiting'> {
  for (let hasSaid = false; ;) {
    const end = await store.finishReencryption(id, context.actor);
    if (end === 'finished') return end;
    if (end === 'not_running') throw new CliError('Another command has finished this re-encryption meanwhile.');
    if (end === 'cards_left') await work();
    if (noWait) {
      context.out(
        `All cards are moved. Run this again after ${mayFinishAt.toISOString()}, to move what servers stored under keys in their memory.`,
      );
      return 'waiting';
    }
    if (!hasSaid) context.say(`Waiting until ${mayFinishAt.toISOString()}, when no server has an old key in memory.`);
    hasSaid = true;
    await context.wait(LOOK_AGAIN_MS);
  }
}
