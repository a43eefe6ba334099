import { BraintreeCredentials, FieldfareError, newId, StripeCredentials } from '@fieldfare/protocol';
import type { Mode, ProcessorKind } from '@fieldfare/protocol';
import type * as z from 'zod';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';

const HINT_LENGTH = 4;

interface CredentialsKind {
  schema: z.ZodObject;
  /** What people know the account by at the processor. */
  shown: string;
  /** Where a credential itself tells its mode. */
  modeOf: (credentials: Record<string, string>) => Mode | null;
}

const KINDS: Record<ProcessorKind, CredentialsKind> = {
  stripe: {
    schema: StripeCredentials,
    shown: 'secret_key',
    modeOf: ({ secret_key: key = '' }) => (key.includes('_live_') ? 'live' : 'test'),
  },
  // Braintree's keys look alike in its sandbox and in production, and each environment refuses the other's.
  braintree: { schema: BraintreeCredentials, shown: 'public_key', modeOf: () => null },
};

/** Credentials by their names. */
export type Given = Record<string, string>;

/** The parts of a request that are credentials, of whatever processor; null where it brings none. */
export function credentialsIn(body: Record<string, unknown>): Given | null {
  const names = Object.values(KINDS).flatMap(({ schema }) => Object.keys(schema.shape));
  const given = names.flatMap((name) => (typeof body[name] === 'string' ? [[name, body[name]] as const] : []));
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** Seals an account's credentials in the vault; answers where they lie, and how they end. What is not given anew is taken from the old ones. */
export async function keepCredentials(
  deps: Deps,
  { merchantId, mode }: Caller,
  processor: ProcessorKind,
  given: Given,
  oldSecretId?: string,
): Promise<{ id: string; hint: string }> {
  const { schema, shown, modeOf } = KINDS[processor];
  assertNoOthers(processor, schema, given);
  const named = { merchantId, purpose: processor };
  const old = oldSecretId === undefined ? '{}' : await deps.secrets.read({ ...named, id: oldSecretId });
  const credentials = schema.parse({ ...(JSON.parse(old) as Given), ...given }) as Given;
  if ((modeOf(credentials) ?? mode) !== mode) throw wrongMode(mode);
  const id = newId('secret', deps.clock.now());
  await deps.secrets.keep({ ...named, id }, JSON.stringify(credentials));
  return { id, hint: credentials[shown]?.slice(-HINT_LENGTH) ?? '' };
}

function assertNoOthers(processor: ProcessorKind, { shape }: z.ZodObject, given: Given): void {
  const foreign = Object.keys(given).find((name) => !(name in shape));
  if (foreign === undefined) return;
  throw new FieldfareError('validation_error', {
    detail: 'credentials_of_other_processor',
    param: foreign,
    message: `This is an account at ${processor}, whose credentials are ${Object.keys(shape).join(', ')}.`,
  });
}

function wrongMode(mode: Mode): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'key_of_other_mode',
    param: 'secret_key',
    message: `This account serves ${mode} mode, so its key must be one of Stripe's ${mode} keys.`,
  });
}
