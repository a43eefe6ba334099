import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { idOf } from '@fieldfare/protocol';
import { runImport } from '@fieldfare/vault/transfers';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { createProgress } from '../../progress.ts';
import { transferDeps } from './transfer-deps.ts';

export const runImportCommand = defineCommand({
  name: 'vault import run',
  summary:
    'Stores the cards of a file and the payment methods that they were saved as, for an import whose delay is over.',
  parameters: [{ name: 'ID', help: 'the import (xfer_…)' }],
  options: { in: { value: 'FILE', help: "the other vault's file" } },
  notes: [
    'The whole file is verified before its first card is stored. Cards keep their tokens, payment methods and customers their ids. A card that was paid with once and not saved becomes no payment method. Ended half way, also killed, it goes on when it is run again.',
  ],
  input: z.strictObject({ id: idOf('transfer'), in: z.string().min(1) }),
  run: async (context, { id, in: path }) => {
    await access(path);
    const progress = createProgress(context);
    const { imported, saved, already_there, taken, takenTokens } = await runImport(await transferDeps(context), id, {
      lines: () => createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }),
      onProgress: (count) => progress(`${count} cards looked at.`),
    });
    context.out(
      `Imported ${imported} cards, ${saved} of them as payment methods; ${already_there} were there already.`,
    );
    if (taken > 0)
      context.out(
        `${taken} were not imported, because a name of theirs (token, payment method or customer) is another's here: ${takenTokens.join(', ')}.`,
      );
  },
});
