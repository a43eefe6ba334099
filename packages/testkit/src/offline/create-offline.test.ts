// @vitest-environment jsdom
import { findByRole, getByLabelText, getByRole, queryByLabelText } from '@testing-library/dom';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { TEST_BANK_ACCOUNTS } from '../bank-accounts.ts';
import { TEST_CARDS } from '../cards.ts';
import type { TestCard } from '../cards.ts';
import { createOffline } from './create-offline.ts';
import type { OfflineOptions } from './offline-options.ts';

const user = userEvent.setup();
const { body } = document;

/** A merchant's checkout, as it would stand in a component of theirs. */
function checkout(options: OfflineOptions = {}, kinds = ['card-number', 'card-exp', 'card-cvc'] as const) {
  const offline = createOffline(options);
  const fields = offline.Fieldfare().fields({ session: async () => 'never asked for' });
  const heard: [string, unknown][] = [];
  for (const name of ['ready', 'change', 'focus', 'submit', 'status', 'challenge', 'session'] as const)
    fields.on(name, (payload) => heard.push([name, payload]));
  for (const kind of kinds) {
    const box = Object.assign(document.createElement('div'), { id: kind });
    body.append(box);
    fields.create(kind).mount(`#${kind}`);
  }
  const names = (name: string) => heard.filter(([event]) => event === name).map(([, payload]) => payload);
  return { offline, fields, names };
}

async function type({ number, expiry, cvc }: TestCard): Promise<void> {
  await user.type(getByLabelText(body, 'Card number'), number);
  await user.type(getByLabelText(body, 'Expiration date'), expiry);
  await user.type(getByLabelText(body, 'Security code'), cvc);
}

beforeEach(() => body.replaceChildren());

describe('fields without a server', () => {
  it('format, check and tell the page as hosted ones do', async () => {
    const { names } = checkout();
    expect(names('ready')).toEqual([]);
    await user.type(getByLabelText(body, 'Card number'), '4242424242424242{Enter}');
    expect(getByLabelText<HTMLInputElement>(body, 'Card number').value).toBe('4242 4242 4242 4242');
    expect(names('ready')).toHaveLength(3);
    expect(names('change').at(-1)).toEqual({
      kind: 'card-number',
      focused: true,
      empty: false,
      dirty: true,
      complete: true,
      valid: true,
      error: null,
      brand: 'visa',
    });
    expect(names('submit')).toEqual([{ kind: 'card-number' }]);
    expect(document.querySelector('#card-number')?.hasAttribute('data-ff-ready')).toBe(true);
  });

  it('call what is missing by its code, focus it, and send nothing', async () => {
    const { fields, offline } = checkout();
    await user.type(getByLabelText(body, 'Card number'), '4242');
    const result = await fields.pay();
    expect(result).toMatchObject({
      status: 'invalid',
      error: { detail: 'number_incomplete', doc_url: 'https://fields.example/sdk/v1/errors#number_incomplete' },
    });
    expect(document.activeElement).toBe(getByLabelText(body, 'Card number'));
    expect(offline.payment).toBeNull();
  });

  it('say the page’s own sentences, live', async () => {
    const { fields } = checkout();
    fields.update({ messages: { number_required: 'A number, please.', 'card-number': 'Number' } });
    expect(await fields.pay()).toMatchObject({ error: { message: 'A number, please.' } });
    expect(getByLabelText(body, 'Number')).toBeDefined();
  });

  it('leave nothing behind, and refuse to be misused by the SDK’s codes', async () => {
    const { fields, offline } = checkout();
    const name = fields.create('card-name');
    name.destroy();
    fields.create('card-name').mount(document.body);
    fields.destroy();
    expect(queryByLabelText(body, 'Card number')).toBeNull();
    expect(body.querySelectorAll('input, p, [data-ff-ready]')).toHaveLength(0);
    expect(() => fields.create('card-name')).toThrow('destroyed');
    const empty = offline.Fieldfare().fields({ session: 'token' });
    await expect(empty.pay()).rejects.toMatchObject({ code: 'host_missing' });
    expect(() => empty.create('card-number').mount('#nowhere')).toThrow('target_missing');
  });
});

describe('a payment without a server', () => {
  it.each(Object.entries(TEST_CARDS).filter(([, { outcome }]) => !outcome.isChallenged))(
    'ends as the table says for the card "%s"',
    async (_, { card, outcome }) => {
      const { fields, offline, names } = checkout();
      await type(card);
      const [first, second] = await Promise.all([fields.pay(), fields.pay()]);
      expect(second).toBe(first);
      expect(first.status).toBe(outcome.status);
      expect(first.error?.detail ?? null).toBe(outcome.declineCode);
      expect(offline.payment).toMatchObject({
        method: { last4: card.number.slice(-4) },
        decline_code: outcome.declineCode,
      });
      expect(names('status')).toHaveLength(1);
    },
  );

  it('asks the cardholder where the bank does: a wrong code is called so, the right one pays', async () => {
    const { fields, names } = checkout();
    await type(TEST_CARDS.challenged.card);
    const paid = fields.pay();
    const dialog = await findByRole(body, 'dialog', { name: 'Confirm with your bank' });
    await user.type(getByLabelText(dialog, 'Code'), '000000{Enter}');
    expect(getByRole(dialog, 'alert').textContent).toBe('The code is wrong. Tries left: 2.');
    await user.type(getByLabelText(dialog, 'Code'), '123456{Enter}');
    expect(await paid).toMatchObject({ status: 'authorized' });
    expect(names('challenge')).toEqual([{ open: true }, { open: false }]);
    expect(body.querySelector('[role=dialog]')).toBeNull();
  });

  it('is declined when the question is given up, and the session then takes another card', async () => {
    const { fields } = checkout();
    await type(TEST_CARDS.challenged.card);
    const stop = new AbortController();
    const paid = fields.pay({ signal: stop.signal });
    await findByRole(body, 'dialog');
    stop.abort();
    expect(await paid).toMatchObject({ status: 'declined', error: { detail: 'authentication_failed' } });
    await user.clear(getByLabelText(body, 'Card number'));
    await user.type(getByLabelText(body, 'Card number'), TEST_CARDS.mastercard.card.number);
    expect(await fields.pay()).toMatchObject({ status: 'authorized', payment: { method: { brand: 'mastercard' } } });
    expect(await fields.pay()).toMatchObject({ status: 'authorized', error: { detail: 'already_paid' } });
  });

  it('tells the page what the merchant’s server does afterwards', async () => {
    const { fields, offline, names } = checkout();
    await type(TEST_CARDS.visa.card);
    await fields.pay();
    expect(await fields.confirm()).toMatchObject({ status: 'error', error: { detail: 'page_may_not' } });
    expect(await fields.confirm({ signal: AbortSignal.abort() })).toMatchObject({ error: { detail: 'aborted' } });
    offline.confirm();
    expect(names('status')).toMatchObject([{ status: 'authorized' }, { status: 'captured', captured_minor: 2500 }]);
    expect(() => offline.cancel()).toThrow('The payment must be authorized for this, and it is captured.');
  });

  it('finds out what became of an unknown one', async () => {
    const { fields, offline, names } = checkout();
    await type(TEST_CARDS.timesOutAuthorized.card);
    expect(await fields.pay()).toMatchObject({ status: 'unknown' });
    offline.reconcile();
    expect(names('status')).toMatchObject([{ status: 'unknown' }, { status: 'authorized' }]);
  });

  it.each(Object.entries(TEST_BANK_ACCOUNTS))(
    'debits the account "%s" as the table says',
    async (_, { account, outcome }) => {
      const kinds = ['account-name', 'account-type', 'routing-number', 'account-number'] as const;
      const { fields, offline } = checkout({ pageMay: ['confirm'] }, kinds as never);
      await user.type(getByLabelText(body, 'Account holder name'), account.holderName);
      await user.selectOptions(getByLabelText(body, 'Account type'), account.type);
      await user.type(getByLabelText(body, 'Routing number'), account.routingNumber);
      await user.type(getByLabelText(body, 'Account number'), account.accountNumber);
      expect(await fields.pay()).toMatchObject({ status: 'authorized' });
      expect(await fields.confirm()).toMatchObject({ status: 'pending' });
      expect(offline.settle().status).toBe(outcome.settles ? 'captured' : 'failed');
    },
  );

  it('saves a method, and then pays all the same', async () => {
    const { fields, offline } = checkout();
    expect(await fields.tokenize()).toMatchObject({ status: 'invalid', error: { detail: 'number_required' } });
    await type(TEST_CARDS.visa.card);
    expect(await fields.tokenize()).toMatchObject({
      status: 'saved',
      payment_method: { id: expect.stringMatching(/^pm_/), method: { brand: 'visa', last4: '4242' } },
    });
    expect(offline.payment).toBeNull();
    expect(await fields.pay()).toMatchObject({ status: 'authorized' });
  });

  it('only saves in a session of mode setup, once', async () => {
    const { fields, offline, names } = checkout({ mode: 'setup' });
    await type(TEST_CARDS.visa.card);
    expect(names('session')).toMatchObject([{ kind: 'setup', amount_minor: 0, total_minor: 0, status: 'open' }]);
    expect(await fields.pay()).toMatchObject({ status: 'error', error: { detail: 'setup_session' } });
    expect(await fields.tokenize()).toMatchObject({ status: 'saved', payment_method: { method: { last4: '4242' } } });
    expect(fields.session?.status).toBe('completed');
    expect(await fields.tokenize()).toMatchObject({ status: 'error', error: { detail: 'session_closed' } });
    expect(offline.payment).toBeNull();
  });

  it('pays with a saved card by its security code alone, as long as its brand’s are', async () => {
    const { fields, names } = checkout({ savedCard: { card: TEST_CARDS.amex.card } }, ['card-cvc'] as never);
    const code = getByLabelText(body, 'Security code');
    expect(await fields.pay()).toMatchObject({ status: 'invalid', error: { detail: 'cvc_required' } });
    expect(names('session')).toMatchObject([{ saved_method: { method: { last4: '0005' }, code: 'required' } }]);
    await user.type(code, '123');
    expect(await fields.pay()).toMatchObject({ status: 'invalid', error: { detail: 'cvc_incomplete' } });
    await user.type(code, '4');
    expect(await fields.pay()).toMatchObject({
      status: 'authorized',
      payment: { method: { brand: 'american-express', last4: '0005', exp_year: 2034 } },
    });
  });

  it.each([
    ['required', 'error', 'cvc_required'],
    ['optional', 'declined', 'insufficient_funds'],
  ] as const)('pays with a saved card and no field where its code is %s: %s', async (code, status, detail) => {
    const savedCard = { card: TEST_CARDS.insufficientFunds.card, code };
    const { fields } = checkout({ savedCard }, [] as never);
    await expect(fields.pay()).rejects.toMatchObject({
      code: 'host_missing',
      doc_url: 'https://fields.example/sdk/v1/errors#host_missing',
    });
    fields.watch();
    expect(await fields.pay()).toMatchObject({ status, error: { detail } });
  });

  it('is stopped by a signal as long as nothing was sent', async () => {
    const { fields, offline } = checkout({ answersAfterMs: 5 });
    await type(TEST_CARDS.visa.card);
    expect(await fields.pay({ signal: AbortSignal.abort() })).toMatchObject({ error: { detail: 'aborted' } });
    expect(offline.payment).toBeNull();
  });
});
