import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

/** Where the payment server is, and who asks it. */
export interface ApiTarget {
  origin: string;
  /** A secret key. */
  secretKey: string;
  /** What only a trigger needs: the fields origin that sockets come from, and a page that may embed them. */
  fieldsOrigin: string;
  shopOrigin: string;
  /** What the demo's endpoint for its shop signs with; null elsewhere. */
  webhookSecret: string | null;
}

const Env = z.object({
  FIELDFARE_DATA_DIR: z.string().default('.fieldfare'),
  FIELDFARE_SECRET_KEY: z.string().optional(),
  PAYMENTS_ORIGIN: z.string().optional(),
  FIELDS_ORIGIN: z.string().optional(),
  SHOP_ORIGIN: z.string().optional(),
});
const DemoFile = z.object({
  secret_key: z.string(),
  payments: z.string(),
  fields: z.string(),
  shop: z.string(),
  webhook_secret: z.string().optional(),
});

/**
 * The payment server and key that the environment names; otherwise those of the demo that `npm start` runs.
 *
 * @param root the folder that a relative FIELDFARE_DATA_DIR starts from
 * @throws {CliError} with what to start or set; never with a key
 */
export async function findApi(source: Readonly<Record<string, string | undefined>>, root: string): Promise<ApiTarget> {
  const env = Env.parse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  const demo = await readDemo(join(resolve(root, env.FIELDFARE_DATA_DIR), 'demo.json'));
  const secretKey = env.FIELDFARE_SECRET_KEY ?? demo?.secret_key;
  if (secretKey === undefined)
    throw new CliError('Set FIELDFARE_SECRET_KEY to a secret key (sk_test_…), or start the demo with "npm start".');
  if (!/^sk_(test|live)_/.test(secretKey))
    throw new CliError('FIELDFARE_SECRET_KEY is not a secret key: it begins with sk_.');
  return {
    secretKey,
    origin: env.PAYMENTS_ORIGIN ?? demo?.payments ?? 'http://localhost:3001',
    fieldsOrigin: env.FIELDS_ORIGIN ?? demo?.fields ?? 'http://127.0.0.1:3000',
    shopOrigin: env.SHOP_ORIGIN ?? demo?.shop ?? 'http://localhost:3002',
    webhookSecret: demo?.webhook_secret ?? null,
  };
}

async function readDemo(file: string): Promise<z.infer<typeof DemoFile> | null> {
  try {
    return DemoFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
