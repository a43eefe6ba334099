import { expect, it } from 'vitest';
import { actionProblem, auditQuery, NO_FILTER } from './audit-filter.ts';

it('asks for what is filled in, days whole and families by their first word', () => {
  expect(auditQuery(NO_FILTER)).toEqual({});
  expect(auditQuery({ ...NO_FILTER, action: ' team ', from: '2026-11-01', to: '2026-11-02' })).toEqual({
    action: 'team.*',
    created_from: '2026-11-01T00:00:00.000Z',
    created_to: '2026-11-03T00:00:00.000Z',
  });
  expect(auditQuery({ ...NO_FILTER, action: 'team.add', actor: ' usr_1 ', subject: 'pay_1' })).toEqual({
    action: 'team.add',
    actor: 'usr_1',
    subject: 'pay_1',
  });
});

it('says of an action that there cannot be why', () => {
  const problem = (action: string) => actionProblem({ ...NO_FILTER, action });
  expect(['', 'team', 'team.add', 'operator.*'].map(problem)).toEqual([null, null, null, null]);
  expect(['Team', 'team.', 'team.add.more', 'a b'].map(problem)).not.toContain(null);
});
