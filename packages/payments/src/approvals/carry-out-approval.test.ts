import { expect, test } from 'vitest';
import type { ApprovalRecord } from '../ports/approval-repository.ts';
import { createEngineFixture, OWNER } from '../testing/engine-fixture.ts';
import type { ApprovalDeps } from './act-or-ask.ts';
import { carryOutLeftBehind } from './carry-out-approval.ts';

test('an approval that cannot be carried out now keeps none behind it back, and is told of', async () => {
  const fixture = createEngineFixture();
  const [broken, sound] = [await fixture.authorized(), await fixture.authorized()];
  const left = [broken, sound].map(({ id: paymentId }, at) => ({
    id: `apr_${at}`,
    paymentId,
    action: 'confirm',
    amountMinor: 2_500,
    requestedBy: OWNER,
    decidedBy: OWNER,
  })) as ApprovalRecord[];
  const finished: string[] = [];
  const { payments } = fixture.deps;
  const deps: ApprovalDeps = {
    ...fixture.deps,
    payments: {
      ...payments,
      load: async (id) => {
        if (id === broken?.id) throw new Error('the database is away');
        return payments.load(id);
      },
    },
    approvals: {
      listLeftBehind: async () => left,
      wasBegun: async () => false,
      finish: async (id: string) => {
        finished.push(id);
        return null;
      },
    } as unknown as ApprovalDeps['approvals'],
  };
  await expect(carryOutLeftBehind(deps)).rejects.toThrow('1 of 2 failed');
  expect(finished).toEqual(['apr_1']);
  expect(sound && fixture.reload(sound)).toMatchObject({ status: 'captured' });
});
