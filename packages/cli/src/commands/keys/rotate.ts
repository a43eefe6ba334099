import { createDataKeyStore } from '@fieldfare/db';
import { idOf } from '@fieldfare/protocol';
import { rotateKey } from '@fieldfare/vault';
import type { KeyPurpose } from '@fieldfare/vault';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { ROTATABLE, ROTATABLE_NAMES } from './purposes.ts';
import { ringDeps } from './ring-deps.ts';

/** When the new key is used, as KEY_POLICIES says it. */
const SETTLES: Record<KeyPurpose, string> = {
  root: 'signs after 24 hours and 2 minutes, when every field document pins it',
  token: 'signs after 24 hours and 2 minutes, when every browser knows it',
  payload_x25519: 'is handed out after 2 minutes, when every server knows it',
  payload_p256: 'is handed out after 2 minutes, when every server knows it',
};

export const rotateKeyCommand = defineCommand({
  name: 'keys rotate',
  summary: 'Gives a purpose a new key now. The old one goes on verifying and decrypting, so nobody notices.',
  parameters: [
    {
      name: 'PURPOSE',
      help: 'root (signs key documents), token (signs tokens), payload (cards are encrypted to it) or merchant (stored cards are)',
    },
  ],
  options: { merchant: { value: 'ID', help: 'with merchant: of this merchant alone' } },
  notes: [
    'Payload keys rotate by themselves every 12 hours and token keys every 90 days; a root only by this command.',
    'With merchant, new cards and secrets are stored under new keys within ten minutes. Those that are stored stay under the old ones until "fieldfare vault reencrypt" has moved them.',
  ],
  input: z
    .strictObject({ purpose: z.enum(ROTATABLE_NAMES), merchant: idOf('merchant').optional() })
    .refine(({ purpose, merchant }) => merchant === undefined || purpose === 'merchant', {
      path: ['merchant'],
      message: 'goes with the purpose merchant only',
    }),
  run: async (context, { purpose, merchant }) => {
    if (purpose === 'merchant') {
      const { pool } = await context.database();
      const retired = await createDataKeyStore(pool).retireMerchantKeys(merchant ?? null, context.actor);
      context.out(`Retired ${retired} ${retired === 1 ? 'key' : 'keys'}; new cards get new ones within ten minutes.`);
      return;
    }
    const deps = await ringDeps(context);
    for (const member of ROTATABLE[purpose]) {
      const { created, retired } = await rotateKey(deps, member, context.actor);
      context.out(`${member}: ${created.kid} ${SETTLES[member]}.`);
      for (const { kid } of retired) context.out(`${member}: ${kid} is retired.`);
    }
  },
});
