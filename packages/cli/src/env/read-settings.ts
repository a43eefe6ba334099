import { join, resolve } from 'node:path';
import type { KmsChoice } from '@fieldfare/vault';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { findDatabase } from './find-database.ts';
import type { CliSettings } from './settings.ts';

// The payment server's own names, so that both run in one environment.
const Env = z.object({
  FIELDFARE_ENV: z.enum(['development', 'production']).default('development'),
  FIELDFARE_DATA_DIR: z.string().optional(),
  PAYMENTS_DATABASE_URL: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  KMS_PROVIDER: z.enum(['local', 'aws']).default('local'),
  KMS_KEY_FILE: z.string().optional(),
  KMS_PASSPHRASE: z.string().optional(),
  AWS_KMS_KEY_ID: z.string().optional(),
  AWS_KMS_ENDPOINT: z.string().optional(),
  AWS_KMS_ROOT_KEY_IDS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean)),
  KMS_PREVIOUS_PROVIDER: z.enum(['local', 'aws']).optional(),
  KMS_PREVIOUS_KEY_FILE: z.string().optional(),
  KMS_PREVIOUS_PASSPHRASE: z.string().optional(),
  AWS_KMS_PREVIOUS_KEY_ID: z.string().optional(),
});
type Env = z.infer<typeof Env>;

/**
 * Reads the environment as the payment server does. Where it names no database, the one that `npm start` runs is looked for.
 *
 * @param root the folder that a relative FIELDFARE_DATA_DIR starts from
 * @throws {CliError} that names the variable and says what to set
 */
export async function readSettings(
  source: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<CliSettings> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const env = parsed.data;
  const isProduction = env.FIELDFARE_ENV === 'production';
  if (isProduction && env.FIELDFARE_DATA_DIR === undefined && env.PAYMENTS_DATABASE_URL === undefined)
    throw new CliError(
      'FIELDFARE_DATA_DIR is not set: in production set it to the folder of this installation, or set PAYMENTS_DATABASE_URL.',
    );
  const dataDir = resolve(root, env.FIELDFARE_DATA_DIR ?? '.fieldfare');
  return {
    isProduction,
    isKeyFileNamed: env.KMS_KEY_FILE !== undefined,
    databaseUrl: env.PAYMENTS_DATABASE_URL ?? (await findDatabase(dataDir, env.DATABASE_URL ?? null)),
    kms: currentKms(env, dataDir),
    previousKms: previousKms(env),
  };
}

function currentKms(env: Env, dataDir: string): KmsChoice {
  if (env.KMS_PROVIDER === 'aws') {
    const keyId = required(env.AWS_KMS_KEY_ID, 'AWS_KMS_KEY_ID', 'KMS_PROVIDER=aws');
    const rootKeyIds = env.AWS_KMS_ROOT_KEY_IDS;
    return { provider: 'aws', keyId, endpoint: env.AWS_KMS_ENDPOINT ?? null, rootKeyIds };
  }
  return local(env.KMS_KEY_FILE ?? join(dataDir, 'keys/local-kms.key'), env.KMS_PASSPHRASE);
}

function previousKms(env: Env): KmsChoice | null {
  if (env.KMS_PREVIOUS_PROVIDER === undefined) return null;
  if (env.KMS_PREVIOUS_PROVIDER === 'aws') {
    const keyId = required(env.AWS_KMS_PREVIOUS_KEY_ID, 'AWS_KMS_PREVIOUS_KEY_ID', 'KMS_PREVIOUS_PROVIDER=aws');
    const rootKeyIds = env.AWS_KMS_ROOT_KEY_IDS;
    return { provider: 'aws', keyId, endpoint: env.AWS_KMS_ENDPOINT ?? null, rootKeyIds };
  }
  const keyFile = required(env.KMS_PREVIOUS_KEY_FILE, 'KMS_PREVIOUS_KEY_FILE', 'KMS_PREVIOUS_PROVIDER=local');
  return local(keyFile, env.KMS_PREVIOUS_PASSPHRASE);
}

function local(keyFile: string, passphrase: string | undefined): KmsChoice {
  return { provider: 'local', keyFile, ...(passphrase === undefined ? {} : { passphrase }) };
}

function required(value: string | undefined, name: string, because: string): string {
  if (value !== undefined) return value;
  throw new CliError(`${name} is not set, and ${because} needs it.`);
}
