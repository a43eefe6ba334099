import { createSession, presentSession } from '@fieldfare/payments';
import type { PaymentMethodRecord } from '@fieldfare/payments';
import { CreateSession, FieldfareError, Session } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { authorizedPage } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { assertCustomer } from '../customers/assert-customer.ts';
import { findOwn } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { issuePtToken } from '../pt-token.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { keptSession, replaySession } from './kept-session.ts';

/** `POST /v1/sessions` */
export function routeCreateSession(app: RestApp, deps: Deps): void {
  app.post(
    '/sessions',
    {
      schema: { body: CreateSession },
      config: { words: { summary: 'Create a session', answer: Session, status: 201 } },
    },
    async (request, reply) => {
      const caller = authorizedPage(request, 'sessions:write');
      const key = await keyOf(deps, caller, request);
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          await assertCustomer(deps, caller, request.body.customer);
          const saved = await savedMethod(deps, caller, request.body.payment_method);
          const session = await createSession(deps, key, request.body, saved, claim.idOf('session'));
          return presentSession({ session, payment: null }, await issuePtToken(deps, session, key.apiKeyId));
        },
        kept: keptSession,
        found: async (claim) => {
          const made = await deps.sessions.find(claim.idOf('session'), caller);
          return made && keptSession(presentSession(made));
        },
        replay: (kept) => replaySession(deps, caller, kept as Session, key.apiKeyId),
      });
    },
  );
}

/** The saved method that the shopper is to pay with. A publishable key is told nothing of any: creating the session refuses it. */
async function savedMethod(deps: Deps, caller: Caller, id: string | undefined): Promise<PaymentMethodRecord | null> {
  const isPublishable = caller.principal.type === 'api_key' && caller.principal.keyType === 'publishable';
  if (id === undefined || isPublishable) return null;
  return findOwn('payment_method', caller, (scope) => deps.paymentMethods.find(id, scope), 'payment_method');
}

/** The key that opens the session: its revocation ends the checkout, which a person's sign-out must not. */
async function keyOf(deps: Deps, { principal, merchantId, mode }: Caller, request: FastifyRequest) {
  if (principal.type !== 'api_key') {
    throw new FieldfareError('permission_denied', {
      detail: 'api_key_required',
      message: 'Sessions are created with an API key.',
    });
  }
  if (principal.keyType === 'publishable') await assertPublishableUse(deps, principal, request);
  return { merchantId, mode, apiKeyId: principal.keyId, keyType: principal.keyType };
}

async function assertPublishableUse(
  deps: Deps,
  { merchantId, mode }: { merchantId: string; mode: 'test' | 'live' },
  { headers }: FastifyRequest,
): Promise<void> {
  const profile = await deps.merchants.profile(merchantId);
  if (!profile?.publishableKeyModes.includes(mode)) {
    throw new FieldfareError('permission_denied', {
      detail: 'secret_key_required',
      message: `In ${mode} mode this merchant's sessions are created with a secret key, by its server. An owner can allow it in the console under Settings.`,
    });
  }
  if (headers.origin === undefined || !profile.allowedOrigins.includes(headers.origin)) {
    throw new FieldfareError('permission_denied', {
      detail: 'origin_mismatch',
      message: "A publishable key works only from one of the merchant's allowed origins.",
    });
  }
}
