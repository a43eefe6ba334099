import { newId } from '@fieldfare/protocol';
import type { Profile } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { readSettings, valuesOf } from './settings-values.ts';

const profile: Profile = {
  object: 'profile',
  merchant: newId('merchant'),
  name: 'Demo Store',
  statement_descriptor: 'DEMO STORE',
  mcc: '5999',
  country: 'US',
  allowed_origins: ['https://shop.example'],
  methods: ['card'],
  brands: [],
  currencies: [],
  min_amount_minor: 50,
  max_amount_minor: 1_000_000,
  fee_mode: 'merchant_fee',
  fee_bps: 290,
  fee_fixed_minor: 30,
  fee_rounding: 'half_up',
  fee_rules: [{ method: 'card', brand: 'american-express', fee_bps: 350, fee_fixed_minor: 0 }],
  refund_fee: 'kept',
  duplicate_window_seconds: 0,
  velocity: { card: { limit: 5, window_seconds: 600 }, ip: null, session_attempts: null },
  allowed_countries: [],
  denied_countries: [],
  publishable_key_modes: ['test'],
  approvals: { confirm_above_minor: null, refund_above_minor: 10_000, expire_after_minutes: 1_440 },
  bin_digits: 0,
  saved_card_code: 'required',
  updated_at: '2026-11-28T12:00:00.000Z',
};
const read = (changes: Record<string, string>) => readSettings(profile, { ...valuesOf(profile), ...changes });

test('what nobody touched is not sent', () => {
  expect(read({})).toEqual({ ok: true, update: {} });
});

test.each([
  [
    { allowed_origins: 'https://shop.example\n https://new.example ' },
    { allowed_origins: ['https://shop.example', 'https://new.example'] },
  ],
  [{ fee_bps: ' 310 ' }, { fee_bps: 310 }],
  [
    { fee_rules: 'card * 290 30;ach * 80 0' },
    {
      fee_rules: [
        { method: 'card', brand: null, fee_bps: 290, fee_fixed_minor: 30 },
        { method: 'ach', brand: null, fee_bps: 80, fee_fixed_minor: 0 },
      ],
    },
  ],
  [
    { 'velocity.card.limit': '', 'velocity.card.window_seconds': '' },
    { velocity: { card: null, ip: null, session_attempts: null } },
  ],
  [
    { 'approvals.confirm_above_minor': '5000' },
    { approvals: { confirm_above_minor: 5_000, refund_above_minor: 10_000, expire_after_minutes: 1_440 } },
  ],
])('%j becomes what the API takes, whole where it nests', (typed, update) => {
  expect(read(typed)).toEqual({ ok: true, update });
});

test.each([
  [{ fee_bps: '2.9' }, 'fee_bps'],
  [{ allowed_origins: 'shop.example' }, 'allowed_origins'],
  [{ fee_rules: 'card nobody 1 1' }, 'fee_rules'],
  [{ fee_rules: 'card *  30' }, 'fee_rules'],
  [{ 'velocity.ip.limit': '3' }, 'velocity.ip.window_seconds'],
  [{ country: 'usa' }, 'country'],
])('%j is refused at its own box', (typed, name) => {
  const answer = read(typed);
  expect(answer.ok ? [] : Object.keys(answer.problems)).toEqual([name]);
});

test('a number that is none is called so in words', () => {
  const answer = read({ 'approvals.expire_after_minutes': 'soon', fee_rules: 'card *  30' });
  expect(answer.ok ? {} : answer.problems).toEqual({
    'approvals.expire_after_minutes': 'Type a whole number.',
    fee_rules: 'Type a whole number.',
  });
});
