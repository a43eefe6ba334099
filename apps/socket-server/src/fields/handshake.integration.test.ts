import { PROTOCOL_VERSION, TOKEN_KINDS } from '@fieldfare/protocol';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HandshakeRefused } from '../testing/fields-client.ts';
import type { FieldsClientOptions } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const refusalOf = async (auth: FieldsClientOptions['auth'], more: Partial<FieldsClientOptions> = {}) => {
  try {
    (await stack.connect(auth, more)).close();
  } catch (error) {
    if (error instanceof HandshakeRefused) return error.refusal;
    throw error;
  }
  return 'accepted';
};
const refused = (status: number, code: string, detail: string) => ({
  status,
  code,
  detail,
  request_id: expect.stringMatching(/^req_/),
});
const newPt = async () => (await stack.createSession()).pt_token ?? '';

it('[HS1] lets a PT token in and answers a fresh nonce to each connection', async () => {
  const pt = await newPt();
  const clients = [await stack.connect({ pt_token: pt }), await stack.connect({ pt_token: pt })];
  const nonces = clients.map((client) => client.established.nonce);
  expect(new Set(nonces).size).toBe(2);
  expect(clients[0]?.established).toMatchObject({
    type: 'connection_established',
    merchant_uid: stack.merchant.id,
    next: 'host:hostToken',
  });
  for (const client of clients) client.close();
});

describe('refuses a token that is', () => {
  it('[HS2] missing', async () => {
    expect(await refusalOf({})).toEqual(refused(401, 'authentication_error', 'auth_required'));
    const { pt_token } = await stack.createSession();
    const surplus = [{ pt_token, host_token: 'a.b.c' }, { pt_token, admin: true }, { pt_token: [pt_token] }];
    for (const auth of surplus)
      expect(await refusalOf(auth)).toEqual(refused(401, 'authentication_error', 'auth_required'));
  });

  it('[HS3] tampered with', async () => {
    const [header, payload = '', signature] = (await newPt()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, origin: 'https://evil.example' })).toString('base64url');
    const token = `${header}.${forged}.${signature}`;
    expect(await refusalOf({ pt_token: token })).toEqual(refused(401, 'authentication_error', 'invalid_token'));
  });

  it('[HS3] signed by another installation', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const pt = await newPt();
    const header = JSON.parse(Buffer.from(pt.split('.')[0] ?? '', 'base64url').toString());
    const token = await new SignJWT(decodeJwt(pt)).setProtectedHeader(header).sign(privateKey);
    expect(await refusalOf({ pt_token: token })).toEqual(refused(401, 'authentication_error', 'invalid_token'));
  });

  it('[HS4] of another kind', async () => {
    const { client, hosted } = await stack.openHost();
    const { token: consoleToken } = await stack.signIn('owner');
    const wrong = [{ pt_token: hosted.host_token }, { host_token: await newPt() }, { pt_token: consoleToken }];
    for (const auth of wrong) {
      expect(await refusalOf(auth)).toEqual(refused(401, 'authentication_error', 'token_wrong_kind'));
    }
    client.close();
  });

  it('[HS12] no token at all, or half of one', async () => {
    const [header, payload] = (await newPt()).split('.');
    for (const token of ['garbage', '', `${header}.${payload}.`, `${header}.${payload}`]) {
      expect(await refusalOf({ pt_token: token })).toEqual(refused(401, 'authentication_error', 'token_malformed'));
    }
  });

  it('[HS13] meant for another audience, though we signed it', async () => {
    const { keyRing } = stack.composed.deps;
    const claims = { ...decodeJwt(await newPt()), aud: TOKEN_KINDS.host.aud };
    const token = await keyRing.signToken(TOKEN_KINDS.pt.typ, claims);
    expect(await refusalOf({ pt_token: token })).toEqual(refused(401, 'authentication_error', 'token_wrong_audience'));
  });

  it('[HS14] signed by a key that we do not have', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', typ: TOKEN_KINDS.pt.typ, kid: 'another' };
    const token = await new SignJWT(decodeJwt(await newPt())).setProtectedHeader(header).sign(privateKey);
    expect(await refusalOf({ pt_token: token })).toEqual(refused(401, 'authentication_error', 'token_unknown_key'));
  });

  it('[HS5] expired', async () => {
    const other = await startTestStack({ runsJobs: false });
    try {
      const pt = (await other.createSession()).pt_token;
      other.clock.advance(15 * 60_000 + 6_000);
      await expect(other.connect({ pt_token: pt })).rejects.toMatchObject({
        refusal: refused(401, 'authentication_error', 'token_expired'),
      });
    } finally {
      await other.close();
    }
  });
});

it('[HS6] refuses a protocol that it does not speak before anything else', async () => {
  const auth = { protocol: PROTOCOL_VERSION + 1, whatever: 'a future client sends' };
  const unsupported = refused(403, 'invalid_request', 'protocol_unsupported');
  expect(await refusalOf(auth)).toEqual(unsupported);
  expect(await refusalOf({ protocol: undefined, pt_token: await newPt() })).toEqual(unsupported);
  expect(await refusalOf({ protocol: '1', pt_token: await newPt() })).toEqual(unsupported);
});

it('[HS7] refuses a socket that was opened by any origin but that of the fields', async () => {
  const pt = await newPt();
  for (const origin of ['https://evil.example', 'https://shop.example', stack.settings.origins.web, 'null']) {
    expect(await refusalOf({ pt_token: pt }, { origin })).toEqual(refused(403, 'permission_denied', 'origin_mismatch'));
  }
});

it('[HS7] refuses in production a socket that names no origin', async () => {
  const strict = await startTestStack({ settings: (settings) => ({ ...settings, metricsToken: 'x'.repeat(16) }) });
  try {
    strict.settings.isProduction = true;
    const pt = (await strict.createSession()).pt_token;
    await expect(strict.connect({ pt_token: pt }, { origin: undefined })).rejects.toMatchObject({
      refusal: refused(403, 'permission_denied', 'origin_mismatch'),
    });
    (await strict.connect({ pt_token: pt })).close();
  } finally {
    await strict.close();
  }
});

it('[HS8] refuses a token whose key was revoked, whose merchant was disabled or whose origin was removed', async () => {
  const { prisma } = stack.composed.database;
  const cases = [
    [
      'key_revoked',
      401,
      (id: string) => prisma.apiKey.updateMany({ where: { merchantId: id }, data: { revokedAt: new Date() } }),
    ],
    ['merchant_disabled', 403, (id: string) => prisma.merchant.update({ where: { id }, data: { status: 'disabled' } })],
    [
      'origin_removed',
      403,
      (id: string) => prisma.paymentProfile.update({ where: { merchantId: id }, data: { allowedOrigins: [] } }),
    ],
  ] as const;
  for (const [detail, status, withdraw] of cases) {
    const merchant = await createTestMerchant(stack.composed, detail);
    const pt = (await stack.createSession({}, merchant.secret)).pt_token;
    await withdraw(merchant.id);
    // What is believed of a key or a merchant is at most half a second old.
    stack.clock.advance(500);
    expect(await refusalOf({ pt_token: pt })).toMatchObject({ status, detail });
  }
});

it('[HS9] says with 503 that it is not the client that is at fault', async () => {
  const { deps } = stack.composed;
  const pt = await newPt();
  const { merchants } = deps;
  deps.merchants = { ...merchants, profile: () => Promise.reject(new Error('the database is away')) };
  try {
    expect(await refusalOf({ pt_token: pt })).toEqual(refused(503, 'system_error', 'internal_error'));
  } finally {
    deps.merchants = merchants;
  }
  expect(await refusalOf({ pt_token: pt })).toBe('accepted');
});
