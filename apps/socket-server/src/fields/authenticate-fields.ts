import { apiKeyError } from '@fieldfare/access';
import { FieldfareError, PROTOCOL_VERSION } from '@fieldfare/protocol';
import type { FieldsAuth, HostClaims, PtClaims } from '@fieldfare/protocol';
import { isFieldsAuth } from '@fieldfare/protocol/validators/requests';
import type { Deps } from '../deps.ts';
import { assertProtocol } from '../net/assert-protocol.ts';
import type { Binding, ProvingStep } from './fields-socket.ts';

/** Reads a field handshake: token of the right kind, nothing withdrawn. No query where it was asked within half a second. */
export async function authenticateFields(deps: Deps, auth: unknown): Promise<{ binding: Binding; step: ProvingStep }> {
  assertProtocol(auth, PROTOCOL_VERSION);
  if (!isFieldsAuth(auth)) {
    throw new FieldfareError('authentication_error', {
      detail: 'auth_required',
      message: 'Connect with auth.pt_token, or with auth.host_token to resume.',
    });
  }
  const step = await readToken(deps, auth);
  const { claims } = step;
  const [merchant] = await Promise.all([
    deps.merchants.profile(claims.merchant_uid),
    deps.apiKeyVerifier.requireActive(claims.key_id),
  ]);
  if (merchant?.status !== 'active') throw apiKeyError('merchant_disabled');
  if (!merchant.allowedOrigins.includes(claims.origin)) throw originRemoved();
  return { binding: bindingOf(claims, merchant.name), step };
}

async function readToken(deps: Deps, auth: FieldsAuth): Promise<ProvingStep> {
  return 'pt_token' in auth
    ? { state: 'proving', next: 'host:hostToken', claims: await deps.tokens.verify('pt', auth.pt_token) }
    : { state: 'proving', next: 'host:resume', claims: await deps.tokens.verify('host', auth.host_token) };
}

function bindingOf(claims: PtClaims | HostClaims, merchantName: string): Binding {
  return {
    merchantId: claims.merchant_uid,
    merchantName,
    keyId: claims.key_id,
    origin: claims.origin,
    sessionId: claims.session,
    sessionKey: claims.session_key,
    generation: claims.generation,
  };
}

/** By the word that closes an open socket for the same reason. */
function originRemoved(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'origin_removed',
    message: "The page's origin is not among the merchant's allowed origins any more.",
  });
}
