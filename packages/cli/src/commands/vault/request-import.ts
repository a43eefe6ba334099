import { writeFile } from 'node:fs/promises';
import { idOf, inQuery } from '@fieldfare/protocol';
import { requestImport } from '@fieldfare/vault/transfers';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { signIn } from '../../people/sign-in.ts';
import { transferDeps } from './transfer-deps.ts';

export const requestImportCommand = defineCommand({
  name: 'vault import request',
  summary: 'Asks to import cards of another vault for a merchant: makes the key that they must be sealed to.',
  options: {
    merchant: { value: 'ID', help: 'whose cards they will be here' },
    'max-rows': { value: 'N', help: 'cards at the most' },
    'key-out': { value: 'FILE', help: 'where to write the public key for the other vault' },
    as: {
      value: 'EMAIL',
      help: 'the administrator who asks; the password is read from stdin, and on a second line the code of their second factor, if they have one',
    },
  },
  notes: [
    'A second administrator must approve it with "fieldfare vault import approve", stating the thumbprint of the key that the other vault signs its file with, as its people told it. Then a delay passes, as with an export.',
  ],
  input: z.strictObject({
    merchant: idOf('merchant'),
    maxRows: inQuery(z.int().min(1)),
    keyOut: z.string().min(1),
    as: z.string().min(3),
  }),
  run: async (context, { merchant, maxRows, keyOut, as }) => {
    const userId = await signIn(context, as);
    const deps = await transferDeps(context);
    const { transfer, ownThumbprint } = await requestImport(deps, { merchantId: merchant, maxRows, userId });
    await writeFile(keyOut, `${JSON.stringify(transfer.ownPublic)}\n`);
    context.out(`Import ${transfer.id} is asked for, of at most ${maxRows} cards for ${merchant}.`);
    context.out(`Its public key is in ${keyOut}, with thumbprint  ${ownThumbprint}`);
    context.out("Send the file to the other vault's people, and tell them the thumbprint by another way.");
  },
});
