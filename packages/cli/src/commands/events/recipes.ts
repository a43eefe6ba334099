import type { EventType } from '@fieldfare/protocol';
import type { TestMethod } from '../../shopper/seal-test-method.ts';

/** What makes an event happen: somebody pays or saves something, and then this is done to it; or an endpoint is tested. */
export type Recipe =
  | { pays: TestMethod; steps?: readonly ('confirm' | 'cancel' | 'refund')[] }
  | { saves: TestMethod; steps?: readonly 'revoke'[] }
  | { tests: 'endpoint' };

const card = (number: string): TestMethod => ({
  card: { number, exp_month: 12, exp_year: new Date().getUTCFullYear() + 3, cvc: '123' },
});
const account = (number: string): TestMethod => ({
  bank_account: {
    account_number: number,
    routing_number: '110000000',
    account_type: 'checking',
    account_name: 'Test Shopper',
  },
});
const VISA = card('4242424242424242');
const REVOKED = card('4000000000008211');

/** One for every event of the catalogue. What the cards and accounts stand for is told by the testkit's tables. */
export const RECIPES: Readonly<Record<EventType, Recipe>> = {
  'payment.authorized': { pays: VISA },
  'payment.captured': { pays: VISA, steps: ['confirm'] },
  'payment.canceled': { pays: VISA, steps: ['cancel'] },
  'payment.declined': { pays: card('4000000000000002') },
  'payment.expired': { pays: card('4000000000007304') },
  'payment.failed': { pays: account('000222222227'), steps: ['confirm'] },
  'payment.pending': { pays: account('000123456789'), steps: ['confirm'] },
  'payment.requires_action': { pays: card('4000002500003155') },
  'payment.unknown': { pays: card('4000000000006975') },
  'payment.resolved': { pays: card('4000000000006975') },
  'payment.capture_failed': { pays: REVOKED, steps: ['confirm'] },
  'payment.cancel_failed': { pays: REVOKED, steps: ['cancel'] },
  'refund.created': { pays: VISA, steps: ['confirm', 'refund'] },
  'refund.succeeded': { pays: VISA, steps: ['confirm', 'refund'] },
  'refund.failed': { pays: card('4000000000005126'), steps: ['confirm', 'refund'] },
  'refund.unknown': { pays: card('4000000000007726'), steps: ['confirm', 'refund'] },
  'dispute.created': { pays: card('4000000000000259'), steps: ['confirm'] },
  'dispute.updated': { pays: card('4000000000002685'), steps: ['confirm'] },
  'dispute.won': { pays: card('4000000000002685'), steps: ['confirm'] },
  'dispute.lost': { pays: card('4000000000001976'), steps: ['confirm'] },
  'payment_method.created': { saves: VISA },
  'payment_method.revoked': { saves: VISA, steps: ['revoke'] },
  'webhook_endpoint.test': { tests: 'endpoint' },
};
