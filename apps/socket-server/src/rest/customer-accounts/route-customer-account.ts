import { CustomerAccount, CustomerInvitation } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { inviteCustomer } from './invite-customer.ts';

/** `/v1/customers/{id}/account`: whether a customer can see their own payments, an invitation to it, and its end. */
export function routeCustomerAccount(app: RestApp, deps: Deps, live: Live): void {
  const customerOf = (caller: Caller, id: string) =>
    findOwn('customer', caller, (scope) => deps.customers.find(id, scope));
  const noteOf = ({ actor }: Caller, request: FastifyRequest) => ({
    actor,
    requestId: request.id,
    now: deps.clock.now(),
  });

  app.get(
    '/customers/:id/account',
    {
      schema: { params: IdParams },
      config: { words: { summary: "Retrieve a customer's account", answer: CustomerAccount } },
    },
    async (request) => {
      const { id } = await customerOf(authorized(request, 'customers:read'), request.params.id);
      return accountNow(deps, id);
    },
  );
  app.post(
    '/customers/:id/account',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: {
        words: {
          summary: 'Invite a customer to an account of their own',
          answer: CustomerInvitation,
          status: 201,
          takesKey: false,
        },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'customers:write');
      const customer = await customerOf(caller, request.params.id);
      // No answer is kept for a repeat: it holds a secret. A repeat makes a new link, and the one before it is void.
      return reply.code(201).send(await inviteCustomer(deps, customer, noteOf(caller, request)));
    },
  );
  app.post(
    '/customers/:id/account/remove',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: "Take a customer's account away", answer: CustomerAccount } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'customers:write');
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async () => {
          const { id } = await customerOf(caller, request.params.id);
          await deps.customerAccounts.remove(id, caller, noteOf(caller, request));
          live.recheck();
          return accountNow(deps, id);
        },
      });
    },
  );
}

async function accountNow({ customerAccounts, clock }: Deps, customer: string): Promise<CustomerAccount> {
  const { invitation, link } = await customerAccounts.state(customer);
  const open = invitation && invitation.expiresAt > clock.now() ? invitation : null;
  return {
    object: 'customer_account',
    customer,
    status: link ? 'active' : open ? 'invited' : 'none',
    email: link?.email ?? open?.email ?? null,
    invitation_expires_at: open?.expiresAt.toISOString() ?? null,
    linked_at: link?.linkedAt.toISOString() ?? null,
  };
}
