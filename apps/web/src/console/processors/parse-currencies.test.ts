import { expect, it } from 'vitest';
import { parseCurrencies } from './parse-currencies.ts';
import { ruleWords } from './rule-words.ts';

it('reads currencies however they are listed, each once', () => {
  expect(parseCurrencies(' eur, USD;chf  eur ')).toEqual({ currencies: ['EUR', 'USD', 'CHF'] });
  expect(parseCurrencies('')).toEqual({ currencies: [] });
});

it('names what is no currency', () => {
  expect(parseCurrencies('EUR, DOGE')).toEqual({ problem: expect.stringContaining('DOGE') });
});

it('says what an account takes', () => {
  const all = { methods: [], brands: [], currencies: [], min_amount_minor: null, max_amount_minor: null };
  expect(ruleWords(all)).toBe('Takes all payments');
  expect(ruleWords({ ...all, methods: ['card'], currencies: ['EUR', 'CHF'], max_amount_minor: 5_000 })).toBe(
    'Takes only card, in EUR, CHF, up to 5000 minor units',
  );
});
