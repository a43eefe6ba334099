import type { Clock } from '../ports.ts';
import type { SecondFactorSecrets, SecondFactorStore } from './ports.ts';
import { recoveryCodeHash } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

export interface CodeCheckDeps {
  factors: Pick<SecondFactorStore, 'secretIdOf' | 'takeStep' | 'spendRecoveryCode'>;
  secrets: Pick<SecondFactorSecrets, 'read'>;
  clock: Clock;
}

/** How somebody showed that they hold their second factor. */
export type ProvenBy = 'app' | 'recovery_code';

/** Takes what was typed as a code, which then serves no more; null where it is none, or did before. */
export async function checkCode(
  { factors, secrets, clock }: CodeCheckDeps,
  { userId, code, requestId }: { userId: string; code: string; requestId: string },
): Promise<ProvenBy | null> {
  const typed = code.replaceAll(/\s/g, '');
  if (!/^\d+$/.test(typed)) {
    const note = { userId, at: clock.now(), requestId };
    return (await factors.spendRecoveryCode(recoveryCodeHash(userId, typed), note)) ? 'recovery_code' : null;
  }
  const secretId = await factors.secretIdOf(userId);
  if (secretId === null) return null;
  const step = stepOfCode(await secrets.read(userId, secretId), typed, clock.now());
  return step !== null && (await factors.takeStep(userId, step)) ? 'app' : null;
}
