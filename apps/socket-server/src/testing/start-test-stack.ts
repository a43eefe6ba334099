import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { ConsoleSignIn, MerchantRole, Session } from '@fieldfare/protocol';
import { compose } from '../compose.ts';
import type { Composed } from '../compose.ts';
import type { Settings } from '../env/settings.ts';
import { parseEnv } from '../env/parse-env.ts';
import { createLog } from '../logging/logger.ts';
import type { NotifySecurity } from '../watch/security-notice.ts';
import { createPaymentServer } from '../server.ts';
import type { PaymentServer } from '../server.ts';
import { connectFields, succeeded } from './fields-client.ts';
import type { FieldsClient, FieldsClientOptions } from './fields-client.ts';
import { createTestClock } from './test-clock.ts';
import { createTestMerchant, PASSWORD, SHOP_ORIGIN } from './test-merchant.ts';
import type { TestMerchant } from './test-merchant.ts';

export interface TestStackOptions {
  settings?: (settings: Settings) => Settings;
  /** The bank's waits; none unless told. */
  sandboxDelay?: (ms: number) => Promise<unknown>;
  runsJobs?: boolean;
  notifySecurity?: NotifySecurity;
}

export interface TestResponse {
  status: number;
  headers: Headers;
  body: unknown;
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
  const clock = createTestClock();
  const composed = await compose({
    settings,
    clock,
    log,
    passwordCost: 4,
    sandboxDelay: options.sandboxDelay ?? (() => Promise.resolve()),
    ...(options.notifySecurity ? { notifySecurity: options.notifySecurity } : {}),
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
    return answer.body as Session;
  };
  /** A session with its host connected and registered. */
  const openHost = async (body: Record<string, unknown> = {}) => {
    const session = await createSession(body);
    const client = await connect({ pt_token: session.pt_token });
    return { session, client, hosted: succeeded(await client.host()) };
  };
  const signIn = async (role: MerchantRole, at: TestMerchant = merchant): Promise<ConsoleSignIn> => {
    const body = { email: at.email(role), password: PASSWORD };
    return (await request('POST', '/v1/console/sign_in', { token: null, body })).body as ConsoleSignIn;
  };
  const connect = (auth: FieldsClientOptions['auth'], more: Partial<FieldsClientOptions> = {}): Promise<FieldsClient> =>
    connectFields({ url, auth, observedOrigin: SHOP_ORIGIN, origin: settings.origins.fields, ...more });

  return {
    url,
    database,
    dataDir,
    settings,
    clock,
    composed,
    server,
    merchant,
    lines,
    request,
    createSession,
    connect,
    openHost,
    signIn,
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
