import { newId } from '@fieldfare/protocol';
import type { Approval } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { approvalStatusWords, approvalTitle } from './approval-words.ts';

const approval: Approval = {
  id: newId('approval'),
  object: 'approval',
  action: 'refund',
  payment: newId('payment'),
  amount_minor: 12_000,
  currency: 'USD',
  reason: null,
  status: 'pending',
  requested_by: { type: 'user', id: newId('user'), name: 'Finance' },
  decided_by: null,
  note: null,
  decided_at: null,
  carried_out_at: null,
  failure_code: null,
  expires_at: '2026-11-28T12:00:00.000Z',
  created_at: '2026-11-28T11:00:00.000Z',
};

test('says what is asked for in the currency’s own way', () => {
  expect(approvalTitle(approval)).toBe('Refund $120.00');
  expect(approvalTitle({ ...approval, action: 'confirm', currency: 'JPY' })).toBe('Confirm ¥12,000');
});

test('does not call done what could not be done', () => {
  expect(approvalStatusWords({ ...approval, status: 'approved' }).tone).toBe('good');
  expect(
    approvalStatusWords({ ...approval, status: 'approved', failure_code: 'payment_status_conflict' }),
  ).toMatchObject({ tone: 'bad' });
});
