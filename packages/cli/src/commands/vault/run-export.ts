import { open, rename, rm } from 'node:fs/promises';
import { idOf } from '@fieldfare/protocol';
import { runExport } from '@fieldfare/vault/transfers';
import * as z from 'zod';
import { defineCommand } from '../../command.ts';
import { createProgress } from '../../progress.ts';
import { transferDeps } from './transfer-deps.ts';

export const runExportCommand = defineCommand({
  name: 'vault export run',
  summary: 'Writes the file of an export whose delay is over.',
  parameters: [{ name: 'ID', help: 'the export (xfer_…)' }],
  options: { out: { value: 'FILE', help: 'where to; readable by its owner alone' } },
  notes: [
    'Ended half way it leaves no file; killed, it leaves FILE.unfinished, which no vault imports. Run again, it begins anew.',
  ],
  input: z.strictObject({ id: idOf('transfer'), out: z.string().min(1) }),
  run: async (context, { id, out }) => {
    const deps = await transferDeps(context);
    const draft = `${out}.unfinished`;
    const file = await open(draft, 'w', 0o600);
    try {
      const progress = createProgress(context);
      const write = async (line: string) => void (await file.write(`${line}\n`));
      const cards = await runExport(deps, id, { write, onProgress: (count) => progress(`${count} cards written.`) });
      await file.sync();
      await rename(draft, out);
      context.out(`Wrote ${cards} cards to ${out}.`);
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
  },
});
