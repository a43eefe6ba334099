import { inspect } from 'node:util';
import { FieldfareError } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';

const QUOTING = new TypeError(`unexpected {"number":"${VISA.number}","cvc":"${VISA.cvc}"}`, {
  cause: new Error(VISA.number),
});

it('lets no error of a call that was lent a card quote it, and says where it came from', async () => {
  const opened = await (await openTestVault()).openCard(VISA);
  const failure = await failureOf(opened.use(() => Promise.reject(QUOTING)));
  expect(failure).toMatchObject({ code: 'system_error', detail: 'card_call_failed', cause: { name: 'TypeError' } });
  expect(inspect(failure, { depth: 9 })).not.toMatch(new RegExp(`${VISA.number}|${VISA.cvc}\\b`));
  expect((failure.cause as Error).stack).toContain('without-quotes.test.ts');
});

it('lets an error of ours pass, without what caused it', async () => {
  const opened = await (await openTestVault()).openCard(VISA);
  const ours = new FieldfareError('processing_error', { detail: 'bank_silent', message: 'Try again.', cause: QUOTING });
  const failure = await failureOf(opened.use(() => Promise.reject(ours)));
  expect(failure).toMatchObject({ code: 'processing_error', detail: 'bank_silent', message: 'Try again.' });
  expect(inspect(failure, { depth: 9 })).not.toContain(VISA.number);
});

it('says so too where something that is no error is thrown', async () => {
  const opened = await (await openTestVault()).openCard(VISA);
  const failure = await failureOf(opened.use(() => Promise.reject(VISA.number)));
  expect(inspect(failure, { depth: 9 })).not.toContain(VISA.number);
});
