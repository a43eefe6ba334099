import { readFile } from 'node:fs/promises';
import { idOf, inQuery } from '@fieldfare/protocol';
import { requestExport } from '@fieldfare/vault/transfers';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import { signIn } from '../../people/sign-in.ts';
import { transferDeps } from './transfer-deps.ts';

export const requestExportCommand = defineCommand({
  name: 'vault export request',
  summary: "Asks to export a merchant's cards to another vault, sealed to its public key.",
  options: {
    merchant: { value: 'ID', help: 'whose cards' },
    recipient: { value: 'FILE', help: "the other vault's public key, as its import request wrote it" },
    'max-rows': { value: 'N', help: 'cards at the most; if there are more, none are exported' },
    as: {
      value: 'EMAIL',
      help: 'the administrator who asks; the password is read from stdin, and on a second line the code of their second factor, if they have one',
    },
  },
  notes: [
    'A second administrator must approve it with "fieldfare vault export approve", stating the thumbprint that the other vault\'s people told them, by telephone or in person. Then a delay passes (a day, unless the owner of the database has set another), in which any administrator can cancel it.',
  ],
  input: z.strictObject({
    merchant: idOf('merchant'),
    recipient: z.string().min(1),
    maxRows: inQuery(z.int().min(1)),
    as: z.string().min(3),
  }),
  run: async (context, { merchant, recipient, maxRows, as }) => {
    const key = parseKey(await readFile(recipient, 'utf8'), recipient);
    const userId = await signIn(context, as);
    const wish = { merchantId: merchant, maxRows, userId, recipient: key };
    const { transfer, ownThumbprint } = await requestExport(await transferDeps(context), wish);
    context.out(`Export ${transfer.id} is asked for, of at most ${maxRows} cards of ${merchant}.`);
    context.out(`It will be sealed to the key with thumbprint  ${transfer.peerThumbprint}`);
    context.out(`Its file will be signed by the key with       ${ownThumbprint}`);
    context.out("Have a second administrator approve it; tell the other vault's people the second thumbprint.");
  },
});

function parseKey(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${file} holds no JSON: it should be one public key as a JWK.`);
  }
}
