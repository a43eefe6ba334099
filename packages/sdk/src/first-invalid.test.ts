// @vitest-environment jsdom
import type { CallResult } from '@fieldfare/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { Fieldfare } from './fieldfare.ts';
import { FrameInPage, ptTokenOf } from './testing/frame-in-page.ts';

const FIELDS_ORIGIN = 'https://fields.example';

afterEach(() => vi.unstubAllGlobals());

it('a payment that a field keeps from being sent puts the focus into the first wrong one as they stand, not as they were made', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  document.body.innerHTML = '<div id="code"></div><div id="number"></div>';
  const fields = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session: ptTokenOf('mer_1') });
  fields.create('card-number').mount('#number');
  fields.create('card-cvc').mount('#code');
  const number = await FrameInPage.boot('card-number', FIELDS_ORIGIN);
  const code = await FrameInPage.boot('card-cvc', FIELDS_ORIGIN);
  for (const frame of [number, code]) await frame.tell({ type: 'ready' });
  const problem = { code: 'number_required', message: 'Enter your card number.' };
  const empty = { focused: false, empty: true, dirty: false, complete: false, valid: false, brand: null };
  await number.tell({ type: 'change', state: { kind: 'card-number', ...empty, error: problem } });

  const paid = fields.pay();
  const { call } = await number.received('pay');
  const error = { code: 'validation_error', detail: 'cvc_required', message: 'Enter the security code.' };
  const result: CallResult = { status: 'invalid', payment: null, error: { ...error, frame: code.connect.frame } };
  await number.tell({ type: 'result', call, result });
  expect(await paid).toMatchObject({ status: 'invalid', error: { detail: 'cvc_required' } });
  await code.received('focus');
  await number.settled();
  expect(number.messages.map(({ type }) => type)).not.toContain('focus');
  fields.destroy();
});
