// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fieldfare } from './fieldfare.ts';
import type { Field } from './field.ts';
import type { Fields } from './fields.ts';
import { FrameInPage, ptTokenOf } from './testing/frame-in-page.ts';

const FIELDS_ORIGIN = 'https://fields.example';
const session = ptTokenOf('mer_1');
let fields: Fields;
let field: Field;

/** What a page without types may do, as a function that has none. */
const untyped = (call: (given: never) => unknown, given: unknown) => call(given as never);

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({
    name: 'FieldfareMisuseError',
    code,
    message: expect.stringMatching(message) as string,
    doc_url: `${FIELDS_ORIGIN}/sdk/v1/errors#${code}`,
  });

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  document.body.innerHTML = '<div id="number"></div>';
  fields = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session });
  field = fields.create('card-number');
});
afterEach(() => {
  fields.destroy();
  vi.unstubAllGlobals();
});

describe('an option that no call has', () => {
  it.each<[string, (given: never) => unknown, unknown, RegExp]>([
    ['Fieldfare', Fieldfare, { origin: FIELDS_ORIGIN }, /no option origin; there are fieldsOrigin/],
    ['Fieldfare', Fieldfare, 'https://fields.example', /no option https:\/\/fields\.example; there are fieldsOrigin/],
    ['Fieldfare', Fieldfare, null, /no option null/],
    [
      'fields',
      (given) => Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields(given),
      { session, apperance: {} },
      /no option apperance; there are .*appearance/,
    ],
    ['fields.update', (given) => fields.update(given), { session }, /no option session/],
    ['create', (given) => fields.create('card-cvc', given), { lable: 'Code' }, /no option lable; there are .*label/],
    ['field.update', (given) => field.update(given), { locale: 'de' }, /no option locale/],
    ['mount', (given) => field.mount('#number', given), { sginal: null }, /no option sginal; there are .*signal/],
    ['mount', (given) => field.mount('#number', given), 'text', /no option text; there are signal/],
    ['mount', (given) => field.mount('#number', given), { signal: 'no signal' }, /needs an AbortSignal/],
    ['create', (given) => fields.create('card-cvc', given), { label: () => 'Code' }, /given a function/],
    ['fields.update', (given) => fields.update(given), { appearance: { color: () => 'red' } }, /given a function/],
  ])('of %s() is refused by name', (call, given, options, message) => {
    expect(() => untyped(given, options)).toThrow(refusal('options_invalid', message));
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
    expect(() => untyped(given, options)).toThrow(new RegExp(`^${call.replace('.', String.raw`\.`)}\\(\\) `));
  });

  it.each<[string, (given: never) => Promise<unknown>, object, RegExp]>([
    ['pay', (given) => fields.pay(given), { metdata: {} }, /no option metdata; there are .*metadata/],
    ['pay', (given) => fields.pay(given), new MouseEvent('click'), /no option isTrusted/],
    ['tokenize', (given) => fields.tokenize(given), { billing: {} }, /no option billing/],
    [
      'confirm',
      (given) => fields.confirm(given),
      { amount_minor: 100 },
      /no option amount_minor; there are .*amountMinor/,
    ],
    ['cancel', (given) => fields.cancel(given), { reason: 'sold' }, /no option reason/],
    ['pay', (given) => fields.pay(given), { metadata: { order: () => '1' } }, /given a function/],
    // Whoever passes the controller itself would find its payment sent, and the call failed.
    ['pay', (given) => fields.pay(given), { signal: new AbortController() }, /needs an AbortSignal/],
    ['tokenize', (given) => fields.tokenize(given), { signal: '' }, /needs an AbortSignal/],
    ['confirm', (given) => fields.confirm(given), { signal: {} }, /needs an AbortSignal/],
    ['cancel', (given) => fields.cancel(given), { signal: true }, /needs an AbortSignal/],
  ])('of %s() is refused before anything is sent', async (_call, given, options, message) => {
    field.mount('#number');
    const frame = await FrameInPage.boot('card-number', FIELDS_ORIGIN);
    await frame.tell({ type: 'ready' });
    await expect(untyped(given, options)).rejects.toThrow(refusal('options_invalid', message));
    await frame.settled();
    expect(frame.messages.filter((sent) => 'call' in sent)).toEqual([]);
  });
});

it('says which events there are where a page waits for another', () => {
  const on = (to: Fields | Field, event: unknown) =>
    (to.on as (...all: unknown[]) => unknown).call(to, event, () => undefined);
  expect(() => on(fields, 'typo')).toThrow(refusal('event_unknown', /no event typo; .* ready, change, .* status, /));
  expect(() => on(field, 'status')).toThrow(
    refusal('event_unknown', /no event status; there are ready, [a-z, ]* error\. /),
  );
  expect(() => on(fields, undefined)).toThrow(refusal('event_unknown', /no event undefined/));
});

it.each([undefined, null, 'render', {}])('refuses %j as a listener, on a group and on a field', (listener) => {
  const on = (to: Fields | Field) => (to.on as (...all: unknown[]) => unknown).call(to, 'change', listener);
  expect(() => on(fields)).toThrow(refusal('listener_invalid', /listener of change is no function/));
  expect(() => on(field)).toThrow(refusal('listener_invalid', /listener of change is no function/));
});

it('takes a signal that is null, as one that is left out', async () => {
  untyped((given) => field.mount('#number', given), { signal: null });
  const frame = await FrameInPage.boot('card-number', FIELDS_ORIGIN);
  await frame.tell({ type: 'ready' });
  void untyped((given) => fields.pay(given), { signal: null });
  expect(await frame.received('pay')).toMatchObject({ method: 'card' });
});

it('hands a language that is no text to the field, which refuses what it is told, instead of never loading', async () => {
  untyped((given) => fields.update(given), { locale: 5 });
  field.mount('#number');
  const { connect } = await FrameInPage.boot('card-number', FIELDS_ORIGIN);
  expect(connect.setup?.locale).toBe(5);
});
