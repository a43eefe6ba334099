import { checkCode, codeWrong } from '@fieldfare/access';
import type { ConsoleUser, SecondFactorSecrets } from '@fieldfare/access';
import {
  createNotificationStore,
  createSecondFactorSecrets,
  createSecondFactorStore,
  createSecretStore,
  createVaultStore,
} from '@fieldfare/db';
import { notify } from '@fieldfare/payments';
import { createMerchantKeys, createMerchantSecrets } from '@fieldfare/vault';
import type { Context } from '../context.ts';
import { countTry } from './count-try.ts';

/** Asks for a code of the app, or a recovery code, which then serves no more. Throws `code_wrong`. */
export async function proveCode(context: Context, user: ConsoleUser): Promise<void> {
  const code = await context.readSecret(`Code of ${user.email}'s authenticator app, or a recovery code`);
  const database = await context.database();
  const factors = createSecondFactorStore(database);
  const deps = { factors, secrets: { read: secretReader(context) }, clock: context.clock };
  const provenBy = await countTry(context, user, (requestId) => checkCode(deps, { userId: user.id, code, requestId }));
  if (provenBy === null) throw codeWrong();
  if (provenBy === 'recovery_code')
    await tellRecoveryCodeUsed(context, user, await factors.countRecoveryCodes(user.id));
}

/** The KMS is asked for the app's secret alone: while it is away, recovery codes serve. */
function secretReader(context: Context): SecondFactorSecrets['read'] {
  return async (userId, id) => {
    const { clock } = context;
    const { pool } = await context.database();
    const merchantKeys = createMerchantKeys({ kms: await context.kms(), store: createVaultStore(pool), clock });
    try {
      const secrets = createMerchantSecrets({ merchantKeys, store: createSecretStore(pool), clock });
      return await createSecondFactorSecrets(secrets, clock).read(userId, id);
    } finally {
      merchantKeys.clear();
    }
  };
}

async function tellRecoveryCodeUsed(context: Context, { id }: ConsoleUser, left: number): Promise<void> {
  const rest = left === 0 ? 'It was the last one' : left === 1 ? 'One is left' : `${left} are left`;
  await notify(
    { notifications: createNotificationStore((await context.database()).pool), clock: context.clock },
    {
      audience: { type: 'user', userId: id },
      kind: 'account.recovery_code_used',
      severity: 'warning',
      title: 'A recovery code of yours was used at the command line',
      body: `${rest}. You get new ones on the page of your account. If that was not you, change your password now, and tell whoever runs this server.`,
      subject: id,
    },
  );
}
