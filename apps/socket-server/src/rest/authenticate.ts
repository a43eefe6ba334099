import { refuseKeyInBrowser } from '@fieldfare/access';
import type { UserPrincipal, VerifiedApiKey } from '@fieldfare/access';
import { FieldfareError, idOf, Mode } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Caller } from './caller.ts';

const MerchantId = idOf('merchant');

/** Who sends this request: an API key, or somebody at the console who names the merchant and the mode. */
export async function authenticate(deps: Deps, request: FastifyRequest): Promise<Caller> {
  const token = bearerOf(request);
  if (/^(sk|pk)_/.test(token)) {
    refuseKeyInBrowser(token, request.headers.origin);
    return keyCaller(await deps.apiKeyVerifier.verify(token, { ip: request.ip }));
  }
  const user = await deps.consoleAuth.authenticate(token);
  return userCaller(user, request);
}

/** The console token's owner, for what concerns no merchant. */
export function authenticateUser(deps: Deps, request: FastifyRequest): Promise<UserPrincipal> {
  return deps.consoleAuth.authenticate(bearerOf(request));
}

/** The same for what somebody may ask for before they have set up a second factor that a merchant of theirs wants. */
export function authenticateForSetUp(deps: Deps, request: FastifyRequest): Promise<UserPrincipal> {
  return deps.consoleAuth.authenticate(bearerOf(request), { isSetUp: true });
}

function bearerOf({ headers }: FastifyRequest): string {
  const token = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new FieldfareError('authentication_error', {
    detail: 'auth_required',
    message: 'Send the header Authorization: Bearer with an API key or a console token.',
  });
}

function keyCaller({ keyId, merchantId, mode, type, name, scopes }: VerifiedApiKey): Caller {
  return {
    principal: { type: 'api_key', keyId, keyType: type, merchantId, mode, scopes },
    merchantId,
    mode,
    actor: { type: 'api_key', id: keyId, name },
  };
}

function userCaller(user: UserPrincipal, { headers }: FastifyRequest): Caller {
  const merchantId = MerchantId.safeParse(headers['fieldfare-merchant']).data;
  const mode = Mode.safeParse(headers['fieldfare-mode']).data;
  if (merchantId === undefined || mode === undefined) {
    throw new FieldfareError('invalid_request', {
      detail: 'merchant_required',
      message: 'With a console token send the headers Fieldfare-Merchant and Fieldfare-Mode (test or live).',
    });
  }
  return { principal: user, merchantId, mode, actor: { type: 'user', id: user.userId, name: user.email } };
}
