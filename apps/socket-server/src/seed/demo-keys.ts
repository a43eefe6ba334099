import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifiedApiKey } from '@fieldfare/access';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { newApiKey } from '../rest/api-keys/new-api-key.ts';

const DemoFile = z.object({ secret_key: z.string(), publishable_key: z.string() });

export interface DemoKeys {
  secretKeyId: string;
  secretKey: string;
  publishableKey: string;
}

const MAKER = { type: 'system', id: null, name: 'Set-up' } as const;

/** The demo keys: those of `demo.json` where they still work for this merchant, otherwise new ones, written there for people and programs. */
export async function ensureDemoKeys(deps: Deps, merchantId: string): Promise<DemoKeys> {
  const path = join(deps.settings.dataDir, 'demo.json');
  const keys = (await existingKeys(deps, path, merchantId)) ?? (await makeKeys(deps, merchantId));
  const { web, fields, payments, shop } = deps.settings.origins;
  const content = {
    // What others have written there, such as the shop's signing secret, stays.
    ...objectIn(await readFile(path, 'utf8').catch(() => null)),
    secret_key: keys.secretKey,
    publishable_key: keys.publishableKey,
    web,
    fields,
    payments,
    shop,
    merchant: merchantId,
  };
  // Renamed into its place whole: a reader never sees half of it.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return keys;
}

async function existingKeys(deps: Deps, path: string, merchantId: string): Promise<DemoKeys | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  const file = DemoFile.safeParse(parseJson(text)).data;
  if (!file) return null;
  const verify = (key: string): Promise<VerifiedApiKey | null> =>
    deps.apiKeyVerifier.verify(key, { ip: '127.0.0.1' }).catch(() => null);
  const [secret, publishable] = await Promise.all([verify(file.secret_key), verify(file.publishable_key)]);
  if (secret?.merchantId !== merchantId || publishable?.merchantId !== merchantId) return null;
  return { secretKeyId: secret.keyId, secretKey: file.secret_key, publishableKey: file.publishable_key };
}

async function makeKeys(deps: Deps, merchantId: string): Promise<DemoKeys> {
  const make = async (type: 'secret' | 'publishable', name: string) => {
    const made = await newApiKey(deps, { merchantId, mode: 'test', actor: MAKER }, { type, name, expiresAt: null });
    await deps.apiKeyAdmin.insert(made.key, MAKER, 'req_set_up');
    return made;
  };
  const [secret, publishable] = await Promise.all([make('secret', 'Demo shop'), make('publishable', 'Demo page')]);
  return { secretKeyId: secret.key.id, secretKey: secret.secret, publishableKey: publishable.secret };
}

function objectIn(text: string | null): object {
  return z.record(z.string(), z.unknown()).safeParse(parseJson(text)).data ?? {};
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
