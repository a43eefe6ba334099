import { beforeAll, beforeEach, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { joseSigner } from '../testing/jose-signer.ts';
import type { JoseSigner } from '../testing/jose-signer.ts';
import { ownClaims } from '../testing/own-claims.ts';
import { createTokenIssuer } from './create-token-issuer.ts';
import { createTokenVerifier } from './create-token-verifier.ts';
import { createSignedHere } from './signed-here.ts';
import type { SignedHere } from './signed-here.ts';

const origin = 'http://localhost:3001';

let signer: JoseSigner;
/** A key of the same name that verifies nothing which the signer signed: only what is not checked passes. */
let stranger: JoseSigner;
let clock: FakeClock;
let signedHere: SignedHere;
beforeAll(async () => {
  [signer, stranger] = await Promise.all([joseSigner(), joseSigner()]);
});
beforeEach(() => {
  clock = new FakeClock();
  signedHere = createSignedHere(2);
});

const issuer = () => createTokenIssuer({ signer, issuer: origin, clock, signedHere });
const verifier = (keys: JoseSigner = stranger) =>
  createTokenVerifier({ keys: { tokenKey: (kid) => keys.tokenKey(kid) }, issuer: origin, clock, signedHere });
const challenge = async () => (await issuer().issueChallenge(ownClaims().challenge)).token;
const detailOf = async (token: string) => (await failureOf(verifier().verify('challenge', token))).detail;

it('a challenge that comes back to who signed it is taken without a look at its signature', async () => {
  const token = await challenge();
  expect(await verifier().verify('challenge', token)).toMatchObject({ aud: 'fieldfare:challenge' });
});

it('a challenge of another process is taken for its signature alone', async () => {
  const { token } = await createTokenIssuer({ signer, issuer: origin, clock }).issueChallenge(ownClaims().challenge);
  expect(await detailOf(token)).toBe('token_bad_signature');
  expect(await verifier(signer).verify('challenge', token)).toMatchObject({ aud: 'fieldfare:challenge' });
});

it('no other payload borrows the signature of one that is known', async () => {
  const [header, payload = '', signature] = (await challenge()).split('.');
  const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), amount_minor: 1 };
  const changed = Buffer.from(JSON.stringify(claims)).toString('base64url');
  expect(await detailOf(`${header}.${changed}.${signature}`)).toBe('token_bad_signature');
});

it('a known challenge still expires, and goes with its key', async () => {
  const token = await challenge();
  const failure = await failureOf(verifier(await joseSigner('next')).verify('challenge', token));
  expect(failure.detail).toBe('token_unknown_key');
  clock.advance(125_000);
  expect(await detailOf(token)).toBe('token_expired');
});

it('a known PT token goes with its key, too', async () => {
  const { token } = await issuer().issuePt(ownClaims().pt);
  const failure = await failureOf(verifier(await joseSigner('next')).verify('pt', token));
  expect(failure.detail).toBe('token_unknown_key');
});

it('a PT token that comes back to who signed it is taken likewise, and by no other kind', async () => {
  const { token } = await issuer().issuePt(ownClaims().pt);
  expect(await verifier().verify('pt', token)).toMatchObject({ aud: 'fieldfare:fields' });
  expect((await failureOf(verifier().verify('challenge', token))).detail).toBe('token_wrong_kind');
});

it('tokens of the other kinds are not remembered', async () => {
  const { token } = await issuer().issueHost(ownClaims().host, new Date(clock.now().getTime() + 60_000));
  expect((await failureOf(verifier().verify('host', token))).detail).toBe('token_bad_signature');
});

it('PT tokens that came since push no challenge out', async () => {
  const token = await challenge();
  for (let i = 0; i < 3; i++) await issuer().issuePt(ownClaims().pt);
  expect(signedHere.has('challenge', token)).toBe(true);
});

it('the oldest are forgotten, and have their signatures checked again', async () => {
  const tokens = [await challenge(), await challenge(), await challenge()];
  expect(tokens.map((token) => signedHere.has('challenge', token))).toEqual([false, true, true]);
  expect(await detailOf(tokens[0] ?? '')).toBe('token_bad_signature');
});
