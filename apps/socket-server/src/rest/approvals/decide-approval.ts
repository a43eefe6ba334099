import { decideApproval, presentApproval } from '@fieldfare/payments';
import type { Decision } from '@fieldfare/payments';
import { Approval, DecideApproval, FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { findOwn } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

const VERBS = { approve: 'approved', deny: 'denied' } as const satisfies Record<string, Decision['status']>;

/** `POST /v1/approvals/{id}/approve` and `/deny`, by a person other than who asked. What is approved is carried out at once. */
export function routeDecideApproval(app: RestApp, deps: Deps): void {
  for (const verb of ['approve', 'deny'] as const) {
    app.post(
      `/approvals/:id/${verb}`,
      {
        schema: { params: IdParams, body: DecideApproval },
        config: {
          words: {
            summary: verb === 'approve' ? 'Approve, and carry out' : 'Deny',
            answer: Approval,
            access: 'person',
            takesKey: true,
          },
        },
      },
      (request, reply) => {
        const caller = authorized(request, 'approvals:decide');
        assertPerson(caller);
        const { note = null } = request.body;
        return idempotent(deps, caller, request, reply, {
          statusCode: 200,
          run: async (_requestId, claim) => {
            const { actor: decidedBy, merchantId, mode } = caller;
            const now = deps.clock.now();
            const scope = { merchantId, mode };
            const { id } = await findOwn('approval', caller, (its) => deps.approvals.find(request.params.id, its));
            const decision = { id, scope, status: VERBS[verb], decidedBy, note, requestId: claim.id, now };
            return presentApproval(await decideApproval(deps, decision));
          },
          found: async (claim) => {
            const { id } = request.params;
            const decided = await findChanged(deps, caller, claim, id, () => deps.approvals.find(id, caller));
            return decided && presentApproval(decided);
          },
        });
      },
    );
  }
}

/** Two keys are no two people. */
function assertPerson({ principal }: Caller): void {
  if (principal.type === 'user') return;
  throw new FieldfareError('permission_denied', {
    detail: 'person_required',
    message: 'An approval is decided by a person at the console, not by a key.',
  });
}
