import { createDataKeyStore, createKeyRingStore } from '@fieldfare/db';
import { describeKeys } from '@fieldfare/vault';
import type { DescribedKey } from '@fieldfare/vault';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { table } from '../../table.ts';

const HEADER = ['KEY', 'PURPOSE', 'STATE', 'CREATED', 'RETIRED', 'ENDS', 'DISPENSABLE FROM'];

export const listKeysCommand = defineCommand({
  name: 'keys list',
  summary: 'Shows the key ring, and how many keys of merchants and of second factors there are.',
  options: { json: { help: 'print JSON' } },
  notes: [
    'current: signs, or is handed out. waiting: will be, once everybody who must know it does. overlap: still verifies and decrypts what was made with it. expired: about to be destroyed.',
    "The secrets of second factors have a key of the installation's each month, which is in every way like a merchant's and counts among them, in the JSON too.",
  ],
  input: z.strictObject({ json: z.boolean().default(false) }),
  run: async (context, { json }) => {
    const { pool } = await context.database();
    const keys = describeKeys(await createKeyRingStore(pool).listKeys(), context.clock.now());
    const merchantKeys = await createDataKeyStore(pool).countDataKeys();
    if (json) {
      context.out(JSON.stringify({ keys: keys.map(presentKey), merchant_keys: merchantKeys }, null, 2));
      return;
    }
    for (const line of table(HEADER, keys.map(toRow))) context.out(line);
    const { active, retired, destroyed } = merchantKeys;
    context.out('');
    context.out(
      `Keys of merchants and of second factors: ${active} active, ${retired} retired, ${destroyed} destroyed.`,
    );
  },
});

function toRow({ key, state, dispensableAt }: DescribedKey): string[] {
  const dates = [key.createdAt, key.retiredAt, key.notAfter, dispensableAt];
  return [key.kid, key.purpose, state, ...dates.map((date) => (date ? minute(date) : '-'))];
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16)}Z`;
}

function presentKey({ key, state, dispensableAt }: DescribedKey) {
  return {
    kid: key.kid,
    purpose: key.purpose,
    state,
    created_at: key.createdAt,
    retired_at: key.retiredAt,
    ends_at: key.notAfter,
    dispensable_at: dispensableAt,
  };
}
