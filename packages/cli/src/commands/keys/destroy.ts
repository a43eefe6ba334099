import { createDataKeyStore } from '@fieldfare/db';
import { destroyKey } from '@fieldfare/vault';
import type { DataKeyDestruction, DataKeyStore } from '@fieldfare/vault';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import type { Context } from '../../context.ts';
import { ringDeps } from './ring-deps.ts';

const REFUSALS: Record<Exclude<DataKeyDestruction, 'destroyed'>, string> = {
  not_retired: 'It is in use: rotate it first.',
  too_soon: 'Servers may have it in memory until a quarter of an hour after it was retired. Try again then.',
  in_use: 'Cards or secrets are stored under it: run "fieldfare vault reencrypt" first.',
  not_found: 'There is no such key.',
};

export const destroyKeyCommand = defineCommand({
  name: 'keys destroy',
  summary: "Deletes a key for good: its private part, or a merchant's key.",
  parameters: [
    {
      name: 'KEY',
      help: 'a key of the ring by its kid, a merchant\'s key by its id (dk_…), or "unused": every retired key of a merchant that nothing needs',
    },
  ],
  options: {
    now: { help: 'with a kid: although it is still needed, as after a theft' },
  },
  notes: [
    'A key of the ring can go once nobody can hold anything that was made with it; "fieldfare keys list" says from when. With --now it goes at once, and within a minute everything made with it is refused: with a token key everybody signs in again and open checkouts must be reloaded, with a payload key cards on their way fail and are typed again, with a root every page that is open must be reloaded.',
    'There is no way back. Backups hold the key as it was wrapped; they open as long as the KMS key does.',
  ],
  input: z.strictObject({ key: z.string(), now: z.boolean().default(false) }),
  run: async (context, { key, now }) => {
    if (key === 'unused') return destroyUnused(context);
    if (key.startsWith('dk_')) return destroyMerchantKey(context, key);
    const destroyed = await destroyKey(await ringDeps(context), key, { isEmergency: now }, context.actor);
    context.out(`${destroyed.purpose}: ${key} is destroyed.`);
  },
});

async function destroyMerchantKey(context: Context, id: string): Promise<void> {
  const store = createDataKeyStore((await context.database()).pool);
  const verdict = await store.destroyMerchantKey(id, context.actor);
  if (verdict !== 'destroyed') throw new CliError(`${id} was not destroyed. ${REFUSALS[verdict]}`);
  context.out(`${id} is destroyed.`);
}

async function destroyUnused(context: Context): Promise<void> {
  const store = createDataKeyStore((await context.database()).pool);
  const { destroyed, kept } = await destroyUnusedKeys(store, context);
  context.out(`Destroyed ${destroyed}; kept ${kept} that cards or secrets need or servers may have in memory.`);
}

/** Destroys every retired merchant key that nothing needs any more. */
export async function destroyUnusedKeys(
  store: Pick<DataKeyStore, 'listRetiredMerchantKeys' | 'destroyMerchantKey'>,
  { actor }: Pick<Context, 'actor'>,
): Promise<{ destroyed: number; kept: number }> {
  let destroyed = 0;
  const retired = await store.listRetiredMerchantKeys();
  for (const { id } of retired) if ((await store.destroyMerchantKey(id, actor)) === 'destroyed') destroyed += 1;
  return { destroyed, kept: retired.length - destroyed };
}
