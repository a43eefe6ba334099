import { resolve } from 'node:path';
import { createLocalKms } from '@fieldfare/vault';
import { access } from 'node:fs/promises';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';

const MIN_PASSPHRASE = 16;

export const makeKeyFileCommand = defineCommand({
  name: 'keys make-file',
  summary: 'Makes a key file for KMS_PROVIDER=local, readable by its owner alone.',
  parameters: [{ name: 'FILE', help: 'where; never over a file that is there' }],
  options: { passphrase: { help: 'protect it by a passphrase, read from stdin, which KMS_PASSPHRASE must then hold' } },
  notes: [
    'Whoever has this file and the database has the stored cards; whoever loses it has lost them. Copy it to where backups of secrets are kept, apart from those of the database.',
  ],
  input: z.strictObject({ file: z.string().min(1), passphrase: z.boolean().default(false) }),
  run: async (context, { file, passphrase }) => {
    const keyFile = resolve(file);
    if (await exists(keyFile)) throw new CliError(`${keyFile} is there already, and is left alone.`);
    const secret = passphrase ? await context.readSecret('Passphrase') : undefined;
    if (secret !== undefined && secret.length < MIN_PASSPHRASE)
      throw new CliError(`The passphrase needs at least ${MIN_PASSPHRASE} characters.`);
    await createLocalKms({
      keyFile,
      ...(secret === undefined ? {} : { passphrase: secret }),
      environment: 'production',
      allowInProduction: true,
    });
    context.out(`Made ${keyFile}.`);
  },
});

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
