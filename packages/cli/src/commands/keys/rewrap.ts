import { createDataKeyStore, createKeyRingStore } from '@fieldfare/db';
import { openKmsChoice, rewrapKeys } from '@fieldfare/vault';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { defineCommand } from '../../command.ts';
import { assertMayOpenKeys } from '../../env/assert-may-open-keys.ts';
import { createProgress } from '../../progress.ts';

export const rewrapKeysCommand = defineCommand({
  name: 'keys rewrap',
  summary: 'Wraps every stored key anew, under another KMS key or provider, while everything goes on.',
  notes: [
    'Set the new key as KMS_PROVIDER and KMS_KEY_FILE or AWS_KMS_KEY_ID, and the old one as KMS_PREVIOUS_PROVIDER and KMS_PREVIOUS_KEY_FILE or AWS_KMS_PREVIOUS_KEY_ID, for every payment server and for this command. Restart the servers one by one, then run it. Take the previous one away when it says that nothing is left.',
    'The keys themselves stay as they are, and so do the cards: "fieldfare vault reencrypt" gives merchants new ones. Ended at any moment, it goes on when it is run again.',
  ],
  input: z.strictObject({}),
  run: async (context) => {
    const settings = await context.settings();
    const { kms, previousKms, isProduction } = settings;
    if (!previousKms)
      throw new CliError('KMS_PREVIOUS_PROVIDER is not set: it says what the stored keys are wrapped by until now.');
    assertMayOpenKeys(settings, context.coreDumps());
    const { pool } = await context.database();
    const options = { isProduction, mayCreate: false };
    const [current, previous] = [await openKmsChoice(kms, options), await openKmsChoice(previousKms, options)];
    const progress = createProgress(context);
    const store = { ...createKeyRingStore(pool), ...createDataKeyStore(pool) };
    const { rewrapped, kept } = await rewrapKeys({ store, current, previous }, context.actor, (report) =>
      progress(`${report.rewrapped + report.kept} keys looked at`),
    );
    context.out(
      `Wrapped ${rewrapped} ${rewrapped === 1 ? 'key' : 'keys'} anew; ${kept} were under the new KMS key already. Nothing is left under the previous one.`,
    );
  },
});
