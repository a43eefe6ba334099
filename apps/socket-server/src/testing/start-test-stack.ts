import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInstallation } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { MerchantRole, Session } from '@fieldfare/protocol';
import { compose } from '../compose.ts';
import type { Composed } from '../compose.ts';
import type { Settings } from '../env/settings.ts';
import { parseEnv } from '../env/parse-env.ts';
import { createLog } from '../logging/logger.ts';
import { newApiKey } from '../rest/api-keys/new-api-key.ts';
import { createPaymentServer } from '../server.ts';
import type { PaymentServer } from '../server.ts';
import { connectFields } from './fields-client.ts';
import type { FieldsClient, FieldsClientOptions } from './fields-client.ts';

export const SHOP_ORIGIN = 'https://shop.example';
export const PASSWORD = 'correct horse battery staple';

export interface TestStackOptions {
  settings?: (settings: Settings) => Settings;
  /** The bank's waits; none unless told. */
  sandboxDelay?: (ms: number) => Promise<unknown>;
  runsJobs?: boolean;
}

export interface TestResponse {
  status: number;
  headers: Headers;
  // What a test looks into is for the test to say.
  body: Record<string, never>;
}

export type TestStack = Awaited<ReturnType<typeof startTestStack>>;

/** A whole payment server on a database of its own, on a free port, with a merchant, a secret key and two people. */
export async function startTestStack(options: TestStackOptions = {}) {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-test-'));
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const parsed = parseEnv({
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_PORT: '0',
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
  });
  const settings = options.settings?.(parsed) ?? parsed;
  const composed = await compose({
    settings,
    log,
    passwordCost: 4,
    sandboxDelay: options.sandboxDelay ?? (() => Promise.resolve()),
  });
  const server = await createPaymentServer(composed.deps, { runsJobs: options.runsJobs ?? true });
  const url = `http://127.0.0.1:${await server.listen()}`;
  const merchant = await createTestMerchant(composed, 'Test merchant');

  const request = async (method: string, path: string, init: RequestOptions = {}): Promise<TestResponse> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(init.token === null ? {} : { authorization: `Bearer ${init.token ?? merchant.secret}` }),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  const createSession = async (body: Record<string, unknown> = {}, token?: string): Promise<Session> => {
    const defaults = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
    const answer = await request('POST', '/v1/sessions', {
      body: { ...defaults, ...body },
      ...(token === undefined ? {} : { token }),
    });
    if (answer.status !== 201) throw new Error(`no session: ${JSON.stringify(answer.body)}`);
    return answer.body as unknown as Session;
  };
  const connect = (auth: FieldsClientOptions['auth'], more: Partial<FieldsClientOptions> = {}): Promise<FieldsClient> =>
    connectFields({ url, auth, observedOrigin: SHOP_ORIGIN, origin: settings.origins.fields, ...more });

  return {
    url,
    database,
    dataDir,
    settings,
    composed,
    server,
    merchant,
    lines,
    request,
    createSession,
    connect,
    close: async () => {
      await closeStack(server, composed);
      await Promise.all([database.drop(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

interface RequestOptions {
  body?: unknown;
  /** Null sends none. */
  token?: string | null;
  headers?: Record<string, string>;
}

async function closeStack(server: PaymentServer, composed: Composed): Promise<void> {
  await server.close();
  await composed.close();
}

export interface TestMerchant {
  id: string;
  keyId: string;
  secret: string;
  publishable: string;
  email(role: MerchantRole): string;
}

/** A merchant with a key of each type, and somebody for each of the roles owner and viewer. */
export async function createTestMerchant({ deps, database }: Composed, name: string): Promise<TestMerchant> {
  const installation = createInstallation(database);
  const now = deps.clock.now();
  const id = await installation.createMerchant(
    {
      name,
      allowedOrigins: [SHOP_ORIGIN],
      statementDescriptor: 'TEST MERCHANT',
      feeMode: 'merchant_fee',
      feeBps: 290,
      feeFixedMinor: 30,
    },
    now,
  );
  const email = (role: MerchantRole) => `${role}@${id.replace('_', '-')}.test`;
  const passwordHash = await deps.passwordHasher.hash(PASSWORD);
  for (const role of ['owner', 'viewer'] as const) {
    const userId = await installation.ensureUser({ email: email(role), name: role, passwordHash, role: 'VENDOR' }, now);
    await installation.setMembership(userId, id, role);
  }
  const caller = { merchantId: id, mode: 'test', actor: { type: 'system', id: null, name: 'Test' } } as const;
  const make = async (type: 'secret' | 'publishable') => {
    const made = await newApiKey(deps, caller, { type, name: type, expiresAt: null });
    await deps.apiKeyAdmin.insert(made.key, caller.actor, 'req_test');
    return made;
  };
  const [secret, publishable] = [await make('secret'), await make('publishable')];
  return { id, keyId: secret.key.id, secret: secret.secret, publishable: publishable.secret, email };
}
