import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ProcessorKind } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';

const HINT_LENGTH = 4;

/** Seals an account's credentials in the vault; answers where they lie, and how they end. */
export async function keepCredentials(
  deps: Deps,
  { merchantId, mode }: Caller,
  processor: ProcessorKind,
  secretKey: string,
): Promise<{ id: string; hint: string }> {
  if (!secretKey.includes(`_${mode}_`)) throw wrongMode(mode);
  const id = newId('secret', deps.clock.now());
  await deps.secrets.keep({ id, merchantId, purpose: processor }, secretKey);
  return { id, hint: secretKey.slice(-HINT_LENGTH) };
}

function wrongMode(mode: string): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'key_of_other_mode',
    param: 'secret_key',
    message: `This account serves ${mode} mode, so its key must be one of Stripe's ${mode} keys.`,
  });
}
