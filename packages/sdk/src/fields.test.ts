// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldState, FrameConnect, FrameMessage, PageMessage } from '@fieldfare/protocol';
import { newId } from '@fieldfare/protocol';
import { Fieldfare } from './fieldfare.ts';
import type { Fields } from './fields.ts';
import type { MountableKind } from './types.ts';
import { SDK_VERSION } from './version.ts';

const FIELDS_ORIGIN = 'https://fields.example';
const TOKEN = `e30.${btoa(JSON.stringify({ merchant_uid: 'mer_1' })).replaceAll('=', '')}.sig`;
const STATE: FieldState = {
  kind: 'card-number',
  focused: false,
  empty: true,
  dirty: false,
  complete: false,
  valid: false,
  error: null,
  brand: null,
};
let fields: Fields;

/** Plays the document inside a field's frame: boots it as the browser would, and answers on the port that it is handed. */
async function boot(kind: MountableKind, origin = FIELDS_ORIGIN) {
  const iframe = await vi.waitFor(() => {
    const found = document.querySelector<HTMLIFrameElement>(`iframe[src][name^="${kind}."]`);
    if (found === null) throw new Error(`${kind} is not loading`);
    return found;
  });
  const [, frame] = iframe.name.split('.');
  const handed = Promise.withResolvers<{ connect: FrameConnect; port: MessagePort; target: unknown }>();
  const source = iframe.contentWindow;
  if (source === null) throw new Error('no window');
  source.postMessage = ((connect: FrameConnect, target: unknown, [port]: MessagePort[]) => {
    if (port !== undefined) handed.resolve({ connect, port, target });
  }) as typeof source.postMessage;
  window.dispatchEvent(new MessageEvent('message', { data: { type: 'fieldfare:boot', frame }, origin, source }));
  return handed.promise;
}

async function ready(kind: MountableKind) {
  const { port, ...rest } = await boot(kind);
  const received: PageMessage[] = [];
  port.addEventListener('message', ({ data }) => received.push(data as PageMessage));
  port.start();
  const send = (message: FrameMessage): void => port.postMessage(message);
  const isReady = new Promise((resolve) => fields.on('ready', resolve));
  send({ type: 'ready' });
  await isReady;
  return { ...rest, received, send };
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  document.body.innerHTML = '<label for="number">Number</label><div id="number"></div><div id="cvc"></div>';
  fields = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({
    session: TOKEN,
    messages: { insufficient_funds: 'Zu wenig Geld.' },
  });
});
afterEach(() => {
  fields.destroy();
  vi.unstubAllGlobals();
});

describe('mounting', () => {
  it('loads the document of the merchant, this page and its own release, with the same address for every kind', async () => {
    fields.create('card-number').mount('#number');
    await boot('card-number');
    const src = new URL(document.querySelector('iframe')?.src ?? '');
    expect(src.href).toBe(
      `${FIELDS_ORIGIN}/fields/v1/mer_1?origin=${encodeURIComponent(location.origin)}&version=${SDK_VERSION}`,
    );
    expect(src.href).not.toContain(TOKEN);
  });

  it('hands the session to the number field alone, to its origin alone', async () => {
    fields.create('card-number').mount('#number');
    fields.create('card-cvc').mount('#cvc');
    const [number, cvc] = [await boot('card-number'), await boot('card-cvc')];
    expect(number).toMatchObject({ connect: { pt_token: TOKEN }, target: FIELDS_ORIGIN });
    expect(cvc.connect.pt_token).toBeNull();
  });

  it('makes a frame that is called by its kind, and by what its field is called once it says so', async () => {
    fields.create('card-exp-month').mount('#number');
    const title = () => document.querySelector('iframe')?.title;
    const { send } = await ready('card-exp-month');
    expect(title()).toBe('card exp month');
    send({ type: 'title', title: 'Ablaufmonat' });
    await vi.waitFor(() => expect(title()).toBe('Ablaufmonat'));
  });

  it('answers no frame that speaks from another origin', async () => {
    fields.create('card-number').mount('#number');
    const answered = await Promise.race([
      boot('card-number', 'https://evil.example'),
      new Promise((resolve) => setTimeout(resolve, 50, 'silence')),
    ]);
    expect(answered).toBe('silence');
  });

  it('can be aborted at any time, raises nothing and leaves nothing', async () => {
    const errors = vi.fn<() => void>();
    fields.on('error', errors);
    const controller = new AbortController();
    const field = fields.create('card-number');
    field.mount('#number', { signal: controller.signal });
    controller.abort();
    field.mount('#number', { signal: AbortSignal.abort() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
    expect(errors).not.toHaveBeenCalled();
  });

  it.each([
    ['#nothing', '#nothing'],
    ['##number', '##number'],
    ['', ''],
    [null, 'object'],
    [undefined, 'undefined'],
    [5, 'number'],
    [{}, 'object'],
  ])('says by a code, with the page that explains it, that %j is nothing to mount into', (target, given) => {
    expect(() => fields.create('card-number').mount(target as never)).toThrow(
      expect.objectContaining({
        code: 'target_missing',
        doc_url: `${FIELDS_ORIGIN}/sdk/v1/errors#target_missing`,
        message: `There is no element to mount card-number in: ${given}. (target_missing)`,
      }),
    );
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
  });

  it.each([
    ['nonsense', 'session_invalid'],
    [async () => undefined, 'session_invalid'],
    [() => Promise.reject(new Error('the shop is closed')), 'session_unavailable'],
  ])('tells the page what is wrong with the session %s', async (session, detail) => {
    const others = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session: session as never });
    const told = new Promise((resolve) => others.on('error', resolve));
    others.create('card-number').mount('#number');
    expect(await told).toMatchObject({ detail, doc_url: `${FIELDS_ORIGIN}/sdk/v1/errors#${detail}` });
    others.destroy();
  });

  it('refuses to pay where two fields ask for the number, and pays by the one that stays', async () => {
    fields.create('card-number').mount('#number');
    const combined = fields.create('card');
    combined.mount('#cvc');
    await expect(fields.pay()).rejects.toMatchObject({ code: 'kind_exists' });
    combined.unmount();
    const { received } = await ready('card-number');
    void fields.pay();
    await vi.waitFor(() => expect(received).toContainEqual(expect.objectContaining({ type: 'pay', method: 'card' })));
  });

  it('asks by a code for options that were left out, and takes sentences that are null for none', async () => {
    const sdk = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }) as unknown as { fields: (options?: object) => Fields };
    expect(() => sdk.fields()).toThrow(expect.objectContaining({ code: 'session_missing' }));
    fields.destroy();
    fields = sdk.fields({ session: TOKEN, messages: null });
    fields.create('card-number').mount('#number');
    expect((await boot('card-number')).connect.setup).toMatchObject({ messages: {} });
  });

  it('survives many rounds of mounting and unmounting without a frame or a listener left', () => {
    const add = vi.spyOn(window, 'addEventListener');
    const signals = () =>
      add.mock.calls.map(([, , options]) => (options as AddEventListenerOptions | undefined)?.signal);
    const field = fields.create('card-number');
    for (let round = 0; round < 20; round++) {
      field.mount('#number');
      field.unmount();
    }
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
    expect(signals().length).toBeGreaterThanOrEqual(20);
    expect(signals().every((signal) => signal?.aborted === true)).toBe(true);
    add.mockRestore();
  });

  it('lets a click on the label reach the field', async () => {
    fields.create('card-number').mount('#number');
    const { received } = await ready('card-number');
    document.querySelector('label')?.click();
    await vi.waitFor(() => expect(received).toContainEqual({ type: 'focus' }));
  });

  it('hears of a label that came after the field, and of none that is another field’s', async () => {
    fields.create('card-number').mount('#number');
    const { received } = await ready('card-number');
    document.body.insertAdjacentHTML(
      'beforeend',
      '<label for="cvc">Code</label><label id="late" for="number">Late</label>',
    );
    document.querySelector<HTMLElement>('label[for=cvc]')?.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(received).not.toContainEqual({ type: 'focus' });
    document.querySelector<HTMLElement>('#late')?.click();
    await vi.waitFor(() => expect(received).toContainEqual({ type: 'focus' }));
  });

  it('gives a kind free for another field of it once the first is destroyed', () => {
    const first = fields.create('card-number');
    first.mount('#number');
    first.destroy();
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
    expect(fields.create('card-number')).not.toBe(first);
  });

  it('comes into the page with its address where the session is known, and holds its place before a paint where it is not', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const waiting = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session: () => promise });
    const added: [name: string, src: string | null][] = [];
    const observer = new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLIFrameElement) added.push([node.name.split('.')[0] ?? '', node.getAttribute('src')]);
    });
    observer.observe(document.body, { subtree: true, childList: true });
    fields.create('card-number').mount('#number');
    waiting.create('card-cvc').mount('#cvc');
    await new Promise((painted) => requestAnimationFrame(painted));
    expect(added).toEqual([
      ['card-number', expect.stringContaining(FIELDS_ORIGIN)],
      ['card-cvc', null],
    ]);
    resolve(TOKEN);
    await boot('card-cvc');
    expect(document.querySelectorAll('#cvc iframe')).toHaveLength(1);
    observer.disconnect();
    waiting.destroy();
  });

  it('takes the focus in the moment of mounting, and does not come back where the page took it away', async () => {
    const field = fields.create('card-number');
    field.mount('#number');
    field.focus();
    const iframe = document.querySelector('iframe');
    expect(document.activeElement).toBe(iframe);
    iframe?.remove();
    await new Promise((painted) => requestAnimationFrame(painted));
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
  });

  it('is as tall as its element, or as a thumb needs where that has no height', async () => {
    document.querySelector<HTMLElement>('#cvc')?.setAttribute('style', 'height: 40px');
    fields.create('card-number').mount('#number');
    fields.create('card-cvc').mount('#cvc');
    const heightIn = (id: string) => document.querySelector<HTMLIFrameElement>(`#${id} iframe`)?.style.height;
    await vi.waitFor(() => expect([heightIn('number'), heightIn('cvc')]).toEqual(['3rem', '100%']));
  });

  it('passes on the focus of a label that was clicked before the field had loaded', async () => {
    fields.create('card-number').mount('#number');
    document.querySelector('label')?.click();
    const { received } = await ready('card-number');
    await vi.waitFor(() => expect(received).toContainEqual({ type: 'focus' }));
  });

  it('says what is missing instead of guessing', () => {
    expect(() => fields.create('card-number').mount('#nowhere')).toThrow('target_missing');
    expect(() => fields.create('card-number')).toThrow('kind_exists');
    expect(() => fields.create('card-numbr' as MountableKind)).toThrow('kind_unknown');
  });
});

describe('paying', () => {
  it('asks the host once however often it is called, and answers everybody the same', async () => {
    fields.create('card-number').mount('#number');
    const { received, send } = await ready('card-number');
    const [first, second] = [fields.pay(), fields.pay()];
    const pay = await vi.waitFor(
      () => received.find(({ type }) => type === 'pay') ?? Promise.reject(new Error('not asked')),
    );
    send({
      type: 'result',
      call: (pay as { call: number }).call,
      result: { status: 'authorized', payment: null, error: null },
    });
    expect(await first).toEqual(await second);
    expect(received.filter(({ type }) => type === 'pay')).toHaveLength(1);
  });

  it('speaks the sentences of the page, by the code of what happened', async () => {
    fields.create('card-number').mount('#number');
    const { received, send } = await ready('card-number');
    const paid = fields.pay();
    await vi.waitFor(() => expect(received.some(({ type }) => type === 'pay')).toBe(true));
    send({
      type: 'result',
      call: 1,
      result: {
        status: 'declined',
        payment: null,
        error: { code: 'declined', detail: 'insufficient_funds', message: 'No money.', frame: null },
      },
    });
    expect(await paid).toMatchObject({ status: 'declined', error: { message: 'Zu wenig Geld.' } });
  });

  it('never claims to know the outcome when the field goes away in the middle', async () => {
    const field = fields.create('card-number');
    field.mount('#number');
    const { received } = await ready('card-number');
    const paid = fields.pay();
    await vi.waitFor(() => expect(received.some(({ type }) => type === 'pay')).toBe(true));
    field.unmount();
    expect(await paid).toMatchObject({ status: 'unknown', error: { detail: 'frame_gone' } });
  });

  it('never claims to know it either when the page moves the field, whose frame then begins anew', async () => {
    fields.create('card-number').mount('#number');
    const { received } = await ready('card-number');
    const paid = fields.pay();
    await vi.waitFor(() => expect(received.at(-1)?.type).toBe('pay'));
    await boot('card-number');
    expect(await paid).toMatchObject({ status: 'unknown', payment: null, error: { detail: 'frame_gone' } });
  });

  it.each(['confirm', 'cancel'] as const)('%s is stopped by a signal while the fields load', async (name) => {
    fields.create('card-number').mount('#number');
    const controller = new AbortController();
    const stopped = fields[name]({ signal: controller.signal });
    controller.abort();
    expect(await stopped).toMatchObject({ status: 'error', error: { detail: 'aborted' } });
  });

  it('is misuse without a number field', async () => {
    await expect(fields.pay()).rejects.toMatchObject({
      code: 'host_missing',
      doc_url: `${FIELDS_ORIGIN}/sdk/v1/errors#host_missing`,
    });
  });

  it('takes nothing from a frame that the protocol does not know', async () => {
    fields.create('card-number').mount('#number');
    const { send } = await ready('card-number');
    const changes = vi.fn<() => void>();
    fields.on('change', changes);
    send({ type: 'change', state: { ...STATE, value: '4242424242424242' } } as unknown as FrameMessage);
    send({ type: 'change', state: STATE });
    await vi.waitFor(() => expect(changes).toHaveBeenCalledTimes(1));
    expect(changes).toHaveBeenCalledWith(STATE);
  });
});

describe('a session with a saved card', () => {
  const SAVED = `e30.${btoa(JSON.stringify({ merchant_uid: 'mer_1', saved_card: true })).replaceAll('=', '')}.sig`;

  it('is given to the security code’s field, which pays alone', async () => {
    fields.destroy();
    fields = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session: SAVED });
    fields.create('card-cvc').mount('#cvc');
    const code = await ready('card-cvc');
    expect(code.connect.pt_token).toBe(SAVED);
    const paid = fields.pay();
    await vi.waitFor(() => expect(code.received).toContainEqual({ type: 'pay', call: 1, method: 'card' }));
    code.send({ type: 'result', call: 1, result: { status: 'authorized', payment: null, error: null } });
    expect(await paid).toMatchObject({ status: 'authorized' });
  });

  it('is the only one in which that field can', async () => {
    fields.create('card-cvc').mount('#cvc');
    const code = await ready('card-cvc');
    expect(code.connect.pt_token).toBeNull();
    await expect(fields.pay()).rejects.toMatchObject({ code: 'host_missing' });
  });
});

it('saves what the fields hold, and answers the payment method', async () => {
  fields.create('card-number').mount('#number');
  const number = await ready('card-number');
  const saved = fields.tokenize();
  await vi.waitFor(() => expect(number.received).toContainEqual({ type: 'tokenize', call: 1, method: 'card' }));
  const method = {
    type: 'card',
    brand: 'visa',
    last4: '4242',
    exp_month: 12,
    exp_year: 2030,
    bank_name: null,
  } as const;
  const payment_method = { id: newId('paymentMethod'), method };
  number.send({ type: 'result', call: 1, result: { status: 'saved', payment: null, payment_method, error: null } });
  expect(await saved).toEqual({ status: 'saved', payment: null, payment_method, error: null });
});
