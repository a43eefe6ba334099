import { mergeMetadata, presentCustomer } from '@fieldfare/payments';
import type { CustomerRecord } from '@fieldfare/payments';
import { CreateCustomer, Customer, UpdateCustomer } from '@fieldfare/protocol';
import type { Metadata } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { whyMissing } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/customers` and `POST /v1/customers/{id}` */
export function routeWriteCustomer(app: RestApp, deps: Deps): void {
  app.post(
    '/customers',
    {
      schema: { body: CreateCustomer },
      config: { words: { summary: 'Create a customer', answer: Customer, status: 201 } },
    },
    (request, reply) => {
      const caller = authorized(request, 'customers:write');
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const now = deps.clock.now();
          const { name = null, email = null, reference = null, metadata } = request.body;
          const { merchantId, mode, actor } = caller;
          const id = claim.idOf('customer');
          const written = { merchantId, mode, name, email, reference, metadata, createdAt: now, updatedAt: now };
          await deps.customers.insert({ id, ...written }, { actor, requestId: claim.id, now });
          return presentCustomer({ id, ...written });
        },
        found: async (claim) => {
          const made = await deps.customers.find(claim.idOf('customer'), caller);
          return made && presentCustomer(made);
        },
      });
    },
  );

  app.post(
    '/customers/:id',
    {
      schema: { params: IdParams, body: UpdateCustomer },
      config: { words: { summary: 'Update a customer', answer: Customer } },
    },
    (request, reply) => {
      const caller = authorized(request, 'customers:write');
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const { id } = request.params;
          const note = { actor: caller.actor, requestId: claim.id, now: deps.clock.now() };
          const change = ({ metadata }: CustomerRecord) => changesOf(request.body, metadata);
          const updated = await deps.customers.update(id, caller, change, note);
          if (!updated) throw await whyMissing('customer', caller, (scope) => deps.customers.find(id, scope));
          return presentCustomer(updated);
        },
        found: async (claim) => {
          const { id } = request.params;
          const changed = await findChanged(deps, caller, claim, id, () => deps.customers.find(id, caller));
          return changed && presentCustomer(changed);
        },
      });
    },
  );
}

function changesOf({ name, email, reference, metadata }: UpdateCustomer, known: Metadata) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(reference === undefined ? {} : { reference }),
    ...(metadata === undefined ? {} : { metadata: mergeMetadata(known, metadata) }),
  };
}
