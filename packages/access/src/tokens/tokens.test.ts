import { TOKEN_KINDS } from '@fieldfare/protocol';
import type { TokenKind } from '@fieldfare/protocol';
import { jwtVerify } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { joseSigner } from '../testing/jose-signer.ts';
import type { JoseSigner } from '../testing/jose-signer.ts';
import { ownClaims } from '../testing/own-claims.ts';
import { createTokenIssuer } from './create-token-issuer.ts';
import type { TokenIssuer } from './create-token-issuer.ts';
import { createTokenVerifier } from './create-token-verifier.ts';
import type { TokenVerifier } from './create-token-verifier.ts';

const origin = 'http://localhost:3001';
const KINDS = Object.keys(TOKEN_KINDS) as TokenKind[];
const MINUTE_MS = 60_000;

let signer: JoseSigner;
let clock: FakeClock;
let issuer: TokenIssuer;
let verifier: TokenVerifier;
beforeAll(async () => {
  signer = await joseSigner();
});
beforeEach(() => {
  clock = new FakeClock();
  issuer = createTokenIssuer({ signer, issuer: origin, clock });
  verifier = createTokenVerifier({ keys: signer, issuer: origin, clock });
});

const LIVES_MS: Record<TokenKind, number> = {
  pt: 15 * MINUTE_MS,
  host: 30 * MINUTE_MS,
  sibling: MINUTE_MS,
  challenge: 2 * MINUTE_MS,
  second_factor: 5 * MINUTE_MS,
  console: 5 * MINUTE_MS,
};

function issue(kind: TokenKind) {
  const claims = ownClaims();
  const sessionEnd = new Date(clock.now().getTime() + LIVES_MS.host);
  const issued = {
    pt: () => issuer.issuePt(claims.pt),
    host: () => issuer.issueHost(claims.host, sessionEnd),
    sibling: () => issuer.issueSibling(claims.sibling),
    challenge: () => issuer.issueChallenge(claims.challenge),
    second_factor: () => issuer.issueSecondFactor(claims.second_factor),
    console: () => issuer.issueConsole(claims.console),
  };
  return issued[kind]();
}

/** A token that says what the kind's own would, but for the changes. */
async function forge(kind: TokenKind, changes: { header?: object; claims?: object; by?: JoseSigner }): Promise<string> {
  const { claims } = await issue(kind);
  return (changes.by ?? signer).sign(
    { typ: TOKEN_KINDS[kind].typ, ...changes.header },
    { ...claims, ...changes.claims },
  );
}

async function detailOf(token: string, kind: TokenKind = 'pt'): Promise<string> {
  const failure = await failureOf(verifier.verify(kind, token));
  expect(failure.code).toBe('authentication_error');
  expect(token === '' || !failure.message.includes(token)).toBe(true);
  return failure.detail;
}

describe.each(KINDS)('a %s token', (kind) => {
  it('is what jose verifies, and says what was asked', async () => {
    const { token, claims } = await issue(kind);
    const { typ, aud } = TOKEN_KINDS[kind];
    const { payload } = await jwtVerify(token, signer.publicKey, {
      typ,
      audience: aud,
      issuer: origin,
      algorithms: ['ES256'],
      currentDate: clock.now(),
    });
    expect(payload).toEqual(claims);
    expect(await verifier.verify(kind, token)).toEqual(claims);
  });

  it('is taken until it expires, give or take the clocks of two servers', async () => {
    const { token } = await issue(kind);
    clock.advance(LIVES_MS[kind] + 4_999);
    expect((await verifier.verify(kind, token)).exp).toBeGreaterThan(0);
    clock.advance(1);
    expect(await detailOf(token, kind)).toBe('token_expired');
  });

  it('stands in for no other kind', async () => {
    const { token } = await issue(kind);
    for (const other of KINDS.filter((each) => each !== kind))
      expect(await detailOf(token, other)).toBe('token_wrong_kind');
  });

  it('stands in for no other kind either under a borrowed type or audience', async () => {
    for (const other of KINDS.filter((each) => each !== kind)) {
      expect(await detailOf(await forge(kind, { header: { typ: TOKEN_KINDS[other].typ } }), other)).toMatch(
        /^token_(claims_invalid|wrong_audience)$/,
      );
      expect(await detailOf(await forge(kind, { claims: { aud: TOKEN_KINDS[other].aud } }), kind)).toBe(
        'token_wrong_audience',
      );
    }
  });

  it.each(['iss', 'aud', 'iat', 'exp', 'jti'])('is refused without %s', async (claim) => {
    expect(await detailOf(await forge(kind, { claims: { [claim]: undefined } }), kind)).toBe('token_claims_invalid');
  });

  it('is refused with a claim that its kind does not know', async () => {
    expect(await detailOf(await forge(kind, { claims: { admin: true } }), kind)).toBe('token_claims_invalid');
  });
});

describe('issuing', () => {
  it('gives every token a jti of its own, and a challenge its id', async () => {
    const [first, second] = await Promise.all([issue('pt'), issue('pt')]);
    expect(first.claims.jti).not.toBe(second.claims.jti);
    expect((await issue('challenge')).claims.jti).toMatch(/^chal_[0-9a-z]{26}$/);
  });

  it('lets no token outlive its session', async () => {
    const sessionEnd = new Date(clock.now().getTime() + 10_000);
    const { claims } = await issuer.issuePt(ownClaims().pt, sessionEnd);
    expect(claims.exp).toBe(sessionEnd.getTime() / 1000);
  });
});

describe('a token is refused', () => {
  it.each(['', 'garbage', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'null', '{}'])('when it is %j', async (token) => {
    expect(await detailOf(token)).toBe('token_malformed');
  });

  it('when it is longer than its kind may be', async () => {
    const long = await forge('pt', { claims: { session_key: 'a'.repeat(4096) } });
    expect(await detailOf(long)).toBe('token_malformed');
    const merchants = Array.from({ length: 80 }, () => ownClaims().console.merchants[0]);
    const forConsole = await forge('console', { claims: { merchants } });
    expect(forConsole.length).toBeGreaterThan(4096);
    expect((await verifier.verify('console', forConsole)).merchants).toHaveLength(80);
  });

  it.each([' ', '=', '\n', '+'])('when %j stands at its end', async (character) => {
    expect(await detailOf((await forge('pt', {})) + character)).toBe('token_malformed');
  });

  it('when its base64url has bits left over', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const token = await forge('pt', {});
    expect(await detailOf(token.slice(0, -1) + (alphabet[alphabet.indexOf(token.slice(-1)) + 1] ?? ''))).toBe(
      'token_malformed',
    );
  });

  it.each(['none', 'HS256', 'ES384', 'RS256', 'es256'])('when its header says alg %s', async (alg) => {
    const [, payload = '', signature = ''] = (await forge('pt', {})).split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: TOKEN_KINDS.pt.typ, kid: signer.kid })).toString('base64url');
    expect(await detailOf(`${header}.${payload}.${signature}`)).toBe('token_malformed');
    expect(await detailOf(`${header}.${payload}.`)).toBe('token_malformed');
  });

  it.each([
    ['jwk', { kty: 'EC' }],
    ['jku', 'https://example.com'],
    ['x5u', 'https://example.com'],
    ['x5c', ['AAAA']],
    ['crit', ['exp']],
    ['b64', true],
  ])('when its header has %s', async (name, value) => {
    const [header = '', payload = '', signature = ''] = (await forge('pt', {})).split('.');
    const changed = { ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), [name]: value };
    expect(
      await detailOf(`${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${payload}.${signature}`),
    ).toBe('token_malformed');
  });

  it.each([{ kid: undefined }, { typ: undefined }])('when its header lacks %o', async (header) => {
    expect(await detailOf(await forge('pt', { header }))).toBe('token_malformed');
  });

  it.each(['JWT', 'fieldfare-card+jwt', 'FIELDFARE-PT+JWT', 'application/fieldfare-pt+jwt'])(
    'when its typ is %s',
    async (typ) => {
      expect(await detailOf(await forge('pt', { header: { typ } }))).toBe('token_wrong_kind');
    },
  );

  it('when its key is not one of ours', async () => {
    expect(await detailOf(await forge('pt', { header: { kid: 'nobody' } }))).toBe('token_unknown_key');
    expect(await detailOf(await forge('pt', { by: await joseSigner('stranger') }))).toBe('token_unknown_key');
  });

  it('when a stranger signed it under the name of our key', async () => {
    expect(await detailOf(await forge('pt', { by: await joseSigner(signer.kid) }))).toBe('token_bad_signature');
  });

  it('when its payload was changed', async () => {
    const [header = '', payload = '', signature = ''] = (await forge('pt', {})).split('.');
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"test"', '"live"')).toString(
      'base64url',
    );
    expect(changed).not.toBe(payload);
    expect(await detailOf(`${header}.${changed}.${signature}`)).toBe('token_bad_signature');
  });

  it('when any bit of its signature was changed', async () => {
    const [header = '', payload = '', signature = ''] = (await forge('pt', {})).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const tampered = Buffer.from(bytes);
      tampered.writeUInt8(tampered.readUInt8(i) ^ 1, i);
      expect(await detailOf(`${header}.${payload}.${tampered.toString('base64url')}`)).toBe('token_bad_signature');
    }
  });

  it('when its signature is in DER', async () => {
    const [header = '', payload = '', signature = ''] = (await forge('pt', {})).split('.');
    const [r = '', s = ''] = [0, 32].map((start) => {
      const integer = Buffer.from(signature, 'base64url').toString('hex', start, start + 32);
      // A first bit of one would make the integer negative.
      const positive = integer >= '80' ? `00${integer}` : integer;
      return `02${(positive.length / 2).toString(16)}${positive}`;
    });
    const der = Buffer.from(`30${((r.length + s.length) / 2).toString(16)}${r}${s}`, 'hex');
    expect(await detailOf(`${header}.${payload}.${der.toString('base64url')}`)).toBe('token_malformed');
  });

  it('when another installation issued it', async () => {
    expect(await detailOf(await forge('pt', { claims: { iss: 'http://localhost:9999' } }))).toBe('token_wrong_issuer');
  });

  it('when it is dated further in the future than clocks differ', async () => {
    const now = clock.now().getTime() / 1000;
    expect((await verifier.verify('pt', await forge('pt', { claims: { iat: now + 5 } }))).iat).toBe(now + 5);
    expect(await detailOf(await forge('pt', { claims: { iat: now + 6 } }))).toBe('token_not_yet_valid');
  });

  it.each([
    { exp: '1800000000' },
    { exp: 1.5 },
    { aud: ['fieldfare:fields'] },
    { mode: 'prod' },
    { merchant_uid: 'usr_1' },
  ])('when it claims %o', async (claims) => {
    expect(await detailOf(await forge('pt', { claims }))).toBe('token_claims_invalid');
  });

  it('when its payload is no JSON object', async () => {
    expect(await detailOf(await signer.sign({ typ: TOKEN_KINDS.pt.typ }, 'text'))).toBe('token_claims_invalid');
    expect(await detailOf(await signer.sign({ typ: TOKEN_KINDS.pt.typ }, null))).toBe('token_claims_invalid');
  });
});
