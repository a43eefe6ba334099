import { createDataKeyStore, createReencryptionStore, createVaultStore } from '@fieldfare/db';
import { inQuery, newId } from '@fieldfare/protocol';
import { reencryptCards, reencryptSecrets } from '@fieldfare/vault';
import type { Reencryption, ReencryptDeps, ReencryptionStore } from '@fieldfare/vault';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { destroyUnusedKeys } from '../keys/destroy.ts';

const LOOK_AGAIN_MS = 5_000;

const Input = z.strictObject({
  full: z.boolean().default(false),
  maxPerSecond: inQuery(z.int().min(1)).optional(),
  batch: inQuery(z.int().min(1).max(5_000)).default(500),
  noWait: z.boolean().default(false),
  keepOldKeys: z.boolean().default(false),
});
type Input = z.infer<typeof Input>;

export const reencryptCommand = defineCommand({
  name: 'vault reencrypt',
  summary:
    'Gives every merchant new keys and moves all cards and secrets to them, also those of second factors, while payments go on.',
  options: {
    full: {
      help: 'give every card a new key of its own too, and encrypt it anew; without it only the wrapping changes',
    },
    'max-per-second': { value: 'N', help: 'cards or secrets a second at the most' },
    batch: { value: 'N', help: 'cards or secrets of one transaction (default 500)' },
    'no-wait': { help: 'end when all is moved, instead of waiting until the old keys can go' },
    'keep-old-keys': { help: 'do not destroy the old keys at the end' },
  },
  notes: [
    'It can be ended at any moment, also killed: cards and secrets move batch by batch, and each is readable before and after. Run again, it goes on with what is left; several may run at once.',
    "Servers hold merchants' keys in memory for up to ten minutes and may store cards and secrets under the old ones meanwhile. It waits for a quarter of an hour after the keys were retired, moves those too, and only then destroys the old keys.",
  ],
  input: Input,
  run: async (context, input) => {
    const { pool } = await context.database();
    const store = { ...createVaultStore(pool), ...createReencryptionStore(pool), ...createDataKeyStore(pool) };
    // Opened before anything is retired: without the key nothing could be moved.
    const deps = { store, kms: await context.kms(), clock: context.clock, wait: context.wait };
    const reencryption = await beginOrResume(context, store, input);
    const work = createWork(context, deps, reencryption, input);
    await work();
    const end = await finish(context, store, reencryption, input, work);
    if (end === 'waiting') return;
    if (input.keepOldKeys) return context.out('Finished. The old keys are kept.');
    const { destroyed, kept } = await destroyUnusedKeys(store, context);
    context.out(`Finished. Destroyed ${destroyed} old keys${kept > 0 ? `, kept ${kept} that are still needed` : ''}.`);
  },
});

async function beginOrResume(context: Context, store: ReencryptionStore, { full }: Input): Promise<Reencryption> {
  const underWay = await store.currentReencryption();
  const mode = full ? 'full' : 'rewrap';
  if (underWay && full && underWay.mode !== mode)
    throw new CliError(
      `A re-encryption of the wrapping alone is under way, which can finish after ${underWay.mayFinishAt.toISOString()}: run "fieldfare vault reencrypt" without --full and --no-wait, and then this again.`,
    );
  const run =
    underWay ?? (await store.beginReencryption(newId('reencryption', context.clock.now()), mode, context.actor));
  context.say(
    underWay
      ? `Going on with ${run.id} (${run.mode}): ${run.secretsDone} of ${run.secretsTotal} secrets and ${run.done} of ${run.total} cards are under keys in use.`
      : `Began ${run.id} (${run.mode}): ${run.secretsTotal} secrets and ${run.total} cards.`,
  );
  return run;
}

function createWork(
  context: Context,
  deps: ReencryptDeps,
  run: Reencryption,
  { batch, maxPerSecond }: Input,
): () => Promise<void> {
  const progress = createProgress(context);
  const moved = { secrets: 0, cards: 0 };
  const optionsOf = (what: keyof typeof moved) => {
    const before = moved[what];
    return {
      batchSize: batch,
      ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
      signal: context.signal,
      onProgress: (count: number) => progress(`${before + count} ${what} moved.`),
    };
  };
  return async () => {
    const secrets = await reencryptSecrets(deps, run, optionsOf('secrets'));
    moved.secrets += secrets.moved;
    const cards = await reencryptCards(deps, run, optionsOf('cards'));
    moved.cards += cards.moved;
    context.say(`${moved.secrets} secrets and ${moved.cards} cards moved.`);
    assertAllReadable(secrets.unreadable, cards.unreadable);
  };
}

function assertAllReadable(secrets: readonly string[], cards: readonly string[]): void {
  const problems = [
    ...(cards.length > 0
      ? [
          `${cards.length} cards do not open with their keys and stay where they are: ${cards.join(', ')}. Restore their rows from a backup, or revoke them with "fieldfare vault revoke"; then run this again.`,
        ]
      : []),
    ...(secrets.length > 0
      ? [
          `${secrets.length} secrets do not open with their keys and stay where they are: ${secrets.join(', ')}. Restore their rows from a backup, or put others in their place: a new secret for the webhook endpoint or processor account; for a second factor (totp:usr_…), whose owner signs in by recovery codes meanwhile, "fieldfare reset-second-factor". Then run this again.`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new CliError(problems.join('\n'));
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
    if (end === 'rows_left') await work();
    if (noWait) {
      context.out(
        `All is moved. Run this again after ${mayFinishAt.toISOString()}, to move what servers stored under keys in their memory.`,
      );
      return 'waiting';
    }
    if (!hasSaid) context.say(`Waiting until ${mayFinishAt.toISOString()}, when no server has an old key in memory.`);
    hasSaid = true;
    await context.wait(LOOK_AGAIN_MS);
  }
}
