import { createVaultStore } from '@fieldfare/db';
import { idOf } from '@fieldfare/protocol';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

export const revokeCardCommand = defineCommand({
  name: 'vault revoke',
  summary: "Revokes a stored card by its token: shreds the card's key, so that it opens for nobody any more.",
  parameters: [{ name: 'TOKEN', help: 'the card (tok_…)' }],
  options: { merchant: { value: 'ID', help: 'whose card it is' } },
  notes: [
    'Payments made with it keep what may be shown of it. What the card encrypted, also what processors call it, is gone from the database at once, and from its files with its next vacuum. A backup that is older still holds it, and opens as long as the KMS key that was in use then does.',
  ],
  input: z.strictObject({ token: idOf('token'), merchant: idOf('merchant') }),
  run: async (context, { token, merchant }) => {
    const store = createVaultStore((await context.database()).pool);
    const verdict = await store.revokeCard(token, merchant, context.clock.now(), context.actor);
    if (verdict === 'not_found') throw new CliError('This merchant has no such card.');
    context.out(verdict === 'revoked' ? `${token} is revoked.` : `${token} was revoked already.`);
  },
});
