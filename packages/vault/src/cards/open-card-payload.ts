import { CardPayloadClaims, DOCUMENT_TYPES } from '@fieldfare/protocol';
import { decryptJwe } from '../jose/decrypt-jwe.ts';
import { readJwe } from '../jose/read-jwe.ts';
import { verifyJws } from '../jose/verify-jws.ts';
import type { KeyRing } from '../key-ring/create-key-ring.ts';
import type { CardExpectation } from '../ports.ts';
import { meetsExpectation } from './meets-expectation.ts';
import { PayloadRefusalError } from './card-payload-refused.ts';
import type { PayloadRefusal } from './card-payload-refused.ts';
import type { SigningKeyCache } from './signing-key-cache.ts';

/** Longest card payload that is looked at, in characters. A real one has about 1,500. */
const MAX_CARD_PAYLOAD_CHARS = 8192;

export interface OpenCardPayloadDeps {
  keyRing: Pick<KeyRing, 'payloadKey'>;
  signingKeys: SigningKeyCache;
}

/** Opens the nested JWT of a card: JWE to a payload key around a JWS by the pinned host key. Throws PayloadRefusalError only. */
export async function openCardPayload(
  payload: string,
  expected: CardExpectation,
  deps: OpenCardPayloadDeps,
): Promise<CardPayloadClaims> {
  if (payload.length > MAX_CARD_PAYLOAD_CHARS) throw new PayloadRefusalError('malformed');
  const jwe = attempt('malformed', () => readJwe(payload));
  const { kid, typ, cty } = jwe.header;
  if (kid === undefined || typ !== DOCUMENT_TYPES.cardEnvelope || cty !== DOCUMENT_TYPES.card)
    throw new PayloadRefusalError('malformed');
  const key = deps.keyRing.payloadKey(kid);
  if (!key) throw new PayloadRefusalError('unknown_key');
  const plaintext = attempt('decryption', () => decryptJwe(jwe, key.privateKey));
  try {
    const claims = await verifyClaims(plaintext.toString('latin1'), expected, deps.signingKeys);
    if (!meetsExpectation(claims, kid, expected)) throw new PayloadRefusalError('expectation');
    return claims;
  } finally {
    plaintext.fill(0);
  }
}

async function verifyClaims(
  jws: string,
  expected: CardExpectation,
  signingKeys: SigningKeyCache,
): Promise<CardPayloadClaims> {
  const signingKey = attempt('signature', () => signingKeys.get(expected.signingKey));
  const { header, payload } = await verifyJws(jws, signingKey).catch(() => {
    throw new PayloadRefusalError('signature');
  });
  try {
    if (header.typ !== DOCUMENT_TYPES.card) throw new PayloadRefusalError('signature');
    return attempt('claims', () => CardPayloadClaims.parse(JSON.parse(payload.toString('utf8'))));
  } finally {
    payload.fill(0);
  }
}

// The original error is dropped on purpose: parsers quote what they could not read.
function attempt<T>(reason: PayloadRefusal, step: () => T): T {
  try {
    return step();
  } catch {
    throw new PayloadRefusalError(reason);
  }
}
