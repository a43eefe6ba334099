import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { newId } from '@fieldfare/protocol';
import { CompactEncrypt, importJWK } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import type { CardExpectation } from '../ports.ts';
import { cardSender, claimsFor } from '../testing/card-sender.ts';
import { failureOf } from '../testing/failure-of.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';
import { REFUSAL_FLOOR_MS } from './create-vault.ts';

let test: TestVault;
beforeAll(async () => {
  test = await openTestVault();
});
beforeEach(() => {
  test.refusals.length = 0;
});

const SENTENCE = 'The card could not be read. Reload the page and enter it again.';

/** Every refusal, whatever its reason, must be this and take this long. */
async function expectRefused(
  payload: string,
  reason: string,
  expected: CardExpectation = test.expected,
): Promise<void> {
  const startedAt = performance.now();
  const failure = await failureOf(test.vault.open(payload, expected));
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(REFUSAL_FLOOR_MS);
  expect(failure).toMatchObject({
    code: 'invalid_request',
    detail: 'card_payload_refused',
    message: SENTENCE,
    param: 'card',
    retryable: false,
  });
  expect(failure.cause).toBeUndefined();
  expect(test.refusals).toEqual([reason]);
}

const x25519 = () => test.recipient('X25519');
const goodClaims = () => claimsFor(VISA, test.expected, x25519().kid);
const sealClaims = async (claims: unknown) => test.sender.encrypt(await test.sender.sign(claims), x25519());

function withHeader(jwe: string, change: (header: Record<string, unknown>) => void): string {
  const [header = '', ...rest] = jwe.split('.');
  const parsed = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
  change(parsed);
  return [Buffer.from(JSON.stringify(parsed)).toString('base64url'), ...rest].join('.');
}

describe('a card payload is refused, always in the same words', () => {
  it('but the same payload untouched is taken', async () => {
    const opened = await test.vault.open(await sealClaims(goodClaims()), test.expected);
    expect(opened.stored.masked.last4).toBe('4242');
    expect(test.refusals).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['pasted garbage', '4242 4242 4242 4242'],
    ['dots', '....'],
    ['four parts', 'a.b.c.d'],
    ['six parts', 'a..c.d.e.f'],
    ['a header that is no JSON', `${Buffer.from('4242424242424242').toString('base64url')}..AAAA.AAAA.AAAA`],
    ['more than the size limit', 'a'.repeat(8193)],
  ])('when it is %s', async (_, payload) => {
    await expectRefused(payload, 'malformed');
  });

  it('when it is longer than the limit and otherwise good', async () => {
    const long = await sealClaims({ ...goodClaims(), card: { ...VISA, name: 'a'.repeat(9_000) } });
    await expectRefused(long, 'malformed');
  });

  it('when an encrypted key is there where direct agreement has none', async () => {
    await expectRefused((await sealClaims(goodClaims())).replace('..', '.AAAA.'), 'malformed');
  });

  it.each(['=', '+', ' ', '\n', 'é'])('when base64url holds %j', async (character) => {
    await expectRefused(`${await sealClaims(goodClaims())}${character}`, 'malformed');
  });

  it('when base64url has bits left over', async () => {
    const jwe = await sealClaims(goodClaims());
    // The last of the 22 characters of a tag carries two bits; its other four must be zero.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet[alphabet.indexOf(jwe.slice(-1)) + 1] ?? '';
    await expectRefused(jwe.slice(0, -1) + last, 'malformed');
  });

  it.each(['ECDH-ES+A256KW', 'ECDH-ES+A128KW'])('when alg is %s', async (alg) => {
    await expectRefused(
      await test.sender.encrypt(await test.sender.sign(goodClaims()), x25519(), { alg }),
      'malformed',
    );
  });

  it.each(['RSA-OAEP-256', 'dir', 'none', 'ecdh-es'])('when the header claims alg %s', async (alg) => {
    await expectRefused(
      withHeader(await sealClaims(goodClaims()), (header) => (header.alg = alg)),
      'malformed',
    );
  });

  it.each(['A128GCM', 'A192GCM', 'A256CBC-HS512', 'A128CBC-HS256'])('when enc is %s', async (enc) => {
    await expectRefused(
      await test.sender.encrypt(await test.sender.sign(goodClaims()), x25519(), { enc }),
      'malformed',
    );
  });

  it.each([
    ['crit', ['exp']],
    ['zip', 'DEF'],
    ['b64', false],
    ['apu', 'QWxpY2U'],
    ['apv', 'Qm9i'],
    ['jwk', { kty: 'EC' }],
    ['jku', 'https://example.com/keys'],
    ['x5u', 'https://example.com/cert'],
  ])('when the JWE header has %s', async (name, value) => {
    await expectRefused(
      withHeader(await sealClaims(goodClaims()), (header) => (header[name] = value)),
      'malformed',
    );
  });

  it.each([
    ['typ', 'JWT'],
    ['typ', 'fieldfare-card+jwt'],
    ['cty', 'JWT'],
    ['typ', undefined],
    ['cty', undefined],
    ['kid', undefined],
  ])('when the JWE header has %s %s', async (name, value) => {
    await expectRefused(
      await test.sender.encrypt(await test.sender.sign(goodClaims()), x25519(), { [name]: value }),
      'malformed',
    );
  });

  it('when it names a key that is not ours', async () => {
    const stranger = { ...publicJwkOf(generateKeyPairSync('x25519').publicKey), kid: 'nobody' };
    await expectRefused(await test.sender.encrypt(await test.sender.sign(goodClaims()), stranger), 'unknown_key');
  });

  it('when it names a key of ours that is no payload key', async () => {
    const token = test.keyRing.jwks().keys.find(({ use }) => use === 'sig');
    await expectRefused(
      await test.sender.encrypt(await test.sender.sign(goodClaims()), { ...x25519(), kid: token?.kid ?? '' }),
      'unknown_key',
    );
  });

  it('when it is encrypted to another key than it names', async () => {
    const stranger = { ...publicJwkOf(generateKeyPairSync('x25519').publicKey), kid: x25519().kid };
    await expectRefused(await test.sender.encrypt(await test.sender.sign(goodClaims()), stranger), 'decryption');
  });

  it('when it names our key of the other curve', async () => {
    await expectRefused(
      await test.sender.encrypt(await test.sender.sign(goodClaims()), {
        ...x25519(),
        kid: test.recipient('P-256').kid,
      }),
      'decryption',
    );
  });

  it.each([
    ['X25519 point of small order', { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32).toString('base64url') }],
    [
      'point that is not on P-256',
      {
        kty: 'EC',
        crv: 'P-256',
        x: randomBytes(32).toString('base64url'),
        y: Buffer.alloc(32, 1).toString('base64url'),
      },
    ],
  ])('when the ephemeral key is a %s', async (_, epk) => {
    const recipient = test.recipient(epk.crv === 'X25519' ? 'X25519' : 'P-256');
    const jwe = await test.sender.encrypt(await test.sender.sign(goodClaims()), recipient);
    await expectRefused(
      withHeader(jwe, (header) => (header.epk = epk)),
      'decryption',
    );
  });

  it('when the ephemeral key carries its private part', async () => {
    const { d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
    const jwe = withHeader(await sealClaims(goodClaims()), (header) => Object.assign(header.epk as object, { d }));
    await expectRefused(jwe, 'malformed');
  });

  it.each([0, 2, 3, 4])('when part %i has one bit changed', async (part) => {
    const parts = (await sealClaims(goodClaims())).split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    // In the header the flip lands inside the kid, so that it stays JSON.
    const at = part === 0 ? bytes.indexOf('"kid":"') + 10 : bytes.length - 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    parts[part] = bytes.toString('base64url');
    await expectRefused(parts.join('.'), part === 0 ? 'unknown_key' : 'decryption');
  });

  it('when the JWE holds something else than a JWS', async () => {
    await expectRefused(await test.sender.encrypt(JSON.stringify(goodClaims()), x25519()), 'signature');
  });

  it('when another key than the pinned one signed it', async () => {
    const stranger = await cardSender();
    await expectRefused(await test.sender.encrypt(await stranger.sign(goodClaims()), x25519()), 'signature');
  });

  it('when it brings its own verification key', async () => {
    const stranger = await cardSender();
    await expectRefused(
      await test.sender.encrypt(await stranger.sign(goodClaims(), { jwk: stranger.signingKey }), x25519()),
      'signature',
    );
  });

  it.each(['none', 'HS256'])('when the JWS header says alg %s', async (alg) => {
    const [, payload = '', signature = ''] = (await test.sender.sign(goodClaims())).split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: 'fieldfare-card+jwt' })).toString('base64url');
    await expectRefused(await test.sender.encrypt([header, payload, signature].join('.'), x25519()), 'signature');
    test.refusals.length = 0;
    await expectRefused(await test.sender.encrypt([header, payload, ''].join('.'), x25519()), 'signature');
  });

  it.each([
    ['jwk', { kty: 'EC' }],
    ['jku', 'https://example.com/keys'],
    ['x5c', ['MIIB']],
    ['cty', 'JWT'],
  ])('when the pinned key signed a header with %s', async (name, value) => {
    const jws = await test.sender.sign(goodClaims(), { [name]: value });
    await expectRefused(await test.sender.encrypt(jws, x25519()), 'signature');
  });

  it.each(['fieldfare-proof+jwt', 'fieldfare-sealed+jwt', 'JWT', undefined])(
    'when the JWS is of typ %s',
    async (typ) => {
      await expectRefused(
        await test.sender.encrypt(await test.sender.sign(goodClaims(), { typ }), x25519()),
        'signature',
      );
    },
  );

  it('when its claims were changed under the signature', async () => {
    const [header = '', , signature = ''] = (await test.sender.sign(goodClaims())).split('.');
    const changed = Buffer.from(JSON.stringify({ ...goodClaims(), amount_minor: 1 })).toString('base64url');
    await expectRefused(await test.sender.encrypt([header, changed, signature].join('.'), x25519()), 'signature');
  });

  it.each([
    ['a claim too many', { extra: 1 }],
    ['a card member too many', { card: { ...VISA, track2: '1' } }],
    ['a number with spaces', { card: { ...VISA, number: '4242 4242 4242 4242' } }],
    ['a month that is none', { card: { ...VISA, exp_month: 13 } }],
    ['no security code', { card: { ...VISA, cvc: '' } }],
    ['a fractional amount', { amount_minor: 19.99 }],
    ['an amount as text', { amount_minor: '1999' }],
    ['no card', { card: undefined }],
  ])('when its claims have %s', async (_, change) => {
    await expectRefused(await sealClaims({ ...goodClaims(), ...change }), 'claims');
  });

  it.each([
    ['recipient', { recipient_kid: 'another' }],
    ['challenge', { challenge: newId('challenge') }],
    ['session', { session: newId('session') }],
    ['merchant', { merchant_uid: newId('merchant') }],
    ['amount', { amount_minor: 1 }],
    ['total', { total_minor: 1 }],
    ['currency', { currency: 'EUR' }],
  ])('when it was signed for another %s', async (_, change) => {
    await expectRefused(await sealClaims({ ...goodClaims(), ...change }), 'expectation');
  });

  it('when the expected signing key is not on the curve', async () => {
    const signingKey = { ...test.sender.signingKey, y: Buffer.alloc(32, 1).toString('base64url') };
    await expectRefused(await sealClaims(goodClaims()), 'signature', { ...test.expected, signingKey });
  });

  it('when the payload key has expired', async () => {
    const later = await openTestVault();
    const payload = await later.sender.seal(VISA, later.expected, later.recipient('X25519'));
    later.clock.advance(24 * 3_600_000);
    expect(await failureOf(later.vault.open(payload, later.expected))).toMatchObject({
      detail: 'card_payload_refused',
    });
    expect(later.refusals).toEqual(['unknown_key']);
  });

  it('when it is compressed', async () => {
    const { kid, ...jwk } = x25519();
    const jws = await test.sender.sign(goodClaims());
    const compressed = await new CompactEncrypt(Buffer.from(jws))
      .setProtectedHeader({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        typ: 'fieldfare-card+jwe',
        cty: 'fieldfare-card+jwt',
        kid,
        zip: 'DEF',
      })
      .encrypt(await importJWK(jwk, 'ECDH-ES'));
    await expectRefused(compressed, 'malformed');
  });

  it('and never quotes what was sent', async () => {
    const jws = await test.sender.encrypt('4242424242424242', x25519());
    const failure = await failureOf(test.vault.open(jws, test.expected));
    expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain('4242424242424242');
  });
});
