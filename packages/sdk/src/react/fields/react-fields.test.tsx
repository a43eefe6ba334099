// @vitest-environment jsdom
import { act, StrictMode, useState } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardCvc, CardNumber, FieldfareProvider, useFields, usePay } from './index.ts';
import type { FieldHandle, FieldfareProviderProps, MisuseError } from './index.ts';
import { FrameInPage, ptTokenOf } from '../../testing/frame-in-page.ts';

const FIELDS_ORIGIN = 'https://fields.example';
const session = vi.fn<() => Promise<string>>(async () => ptTokenOf('mer_1'));
const page = document.createElement('main');
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  session.mockClear();
  document.body.append(page);
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

const show = (children: ReactNode, props: Partial<FieldfareProviderProps> = {}) =>
  act(async () =>
    root.render(
      <StrictMode>
        <FieldfareProvider fieldsOrigin={FIELDS_ORIGIN} session={session} {...props}>
          {children}
        </FieldfareProvider>
      </StrictMode>,
    ),
  );

const ready = async (kind: string) => {
  const frame = await FrameInPage.boot(kind, FIELDS_ORIGIN);
  await act(async () => frame.tell({ type: 'ready' }));
  return frame;
};

function Status() {
  const { isReady, isComplete, payment, error, connection } = useFields();
  const { pay, isPaying, result } = usePay();
  const [misuse, setMisuse] = useState('');
  return (
    <button type="button" onClick={() => void pay().catch(({ code }: MisuseError) => setMisuse(code))}>
      {[
        misuse,
        isReady && 'ready',
        isComplete && 'complete',
        payment?.status,
        error?.detail,
        connection,
        isPaying && 'paying',
        result?.status,
      ]
        .filter(Boolean)
        .join(' ')}
    </button>
  );
}
const status = () => page.querySelector('button')?.textContent;

describe('fields in React', () => {
  it('mount one frame each under StrictMode, for one session, and leave nothing when they go', async () => {
    await show([<CardNumber key="number" />, <CardCvc key="cvc" />]);
    expect(document.querySelectorAll('iframe')).toHaveLength(2);
    const number = await ready('card-number');
    expect(number.connect.pt_token).toBe(ptTokenOf('mer_1'));
    expect(session).toHaveBeenCalledTimes(1);
    await show(null);
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
  });

  it('say live when they are ready and complete, how the line is, and what the payment is', async () => {
    await show([<CardNumber key="number" />, <CardCvc key="cvc" />, <Status key="status" />]);
    expect(status()).toBe('');
    const number = await ready('card-number');
    expect(status()).toBe('');
    const cvc = await ready('card-cvc');
    expect(status()).toBe('ready');
    await act(async () => {
      await number.tell({ type: 'connection', state: 'connected', detail: null });
      await number.type('card-number');
      await cvc.type('card-cvc');
    });
    expect(status()).toBe('ready complete connected');
    await act(async () => page.querySelector('button')?.click());
    expect(status()).toContain('paying');
    const call = await number.received('pay');
    await act(async () =>
      number.tell({ type: 'result', call: call.call, result: { status: 'declined', payment: null, error: null } }),
    );
    expect(status()).toBe('ready complete connected declined');
  });

  it('take changed looks, language and options at once, what is no longer said included, and same ones in silence', async () => {
    await show(<CardNumber placeholder="1234" />, { appearance: { theme: 'dark', focusColor: 'red' }, locale: 'de' });
    const number = await ready('card-number');
    const setups = () => number.messages.filter(({ type }) => type === 'setup');
    expect(number.connect.setup).toMatchObject({
      placeholder: '1234',
      locale: 'de',
      appearance: { focusColor: 'red' },
    });
    await show(<CardNumber placeholder="1234" />, { appearance: { theme: 'dark', focusColor: 'red' }, locale: 'de' });
    await number.settled();
    expect(setups()).toEqual([]);
    await show(<CardNumber />, { appearance: { theme: 'dark' } });
    await number.settled();
    const last = setups().at(-1) as { setup: { appearance: object; placeholder?: string; locale?: string } };
    expect(last.setup.appearance).not.toHaveProperty('focusColor');
    expect(last.setup.locale).toBeUndefined();
    expect(last.setup.placeholder).toBeUndefined();
  });

  it('call the listeners of the latest rendering', async () => {
    const [before, after] = [vi.fn<() => void>(), vi.fn<() => void>()];
    await show(<CardNumber onChange={before} />);
    const number = await ready('card-number');
    await show(<CardNumber onChange={after} />);
    await act(async () => number.type('card-number'));
    expect(before).not.toHaveBeenCalled();
    expect(after).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'card-number', complete: true }));
  });

  it('focus and clear by a ref', async () => {
    const ref = { current: null as FieldHandle | null };
    await show(<CardNumber ref={ref} />);
    const number = await ready('card-number');
    ref.current?.focus();
    ref.current?.clear();
    await number.settled();
    expect(number.messages.map(({ type }) => type)).toEqual(expect.arrayContaining(['focus', 'clear']));
  });

  it('begin anew for another token, and only then', async () => {
    await show(<CardNumber />, { session: ptTokenOf('mer_1') });
    const first = document.querySelector('iframe');
    await show(<CardNumber />, { session: ptTokenOf('mer_1') });
    expect(document.querySelector('iframe')).toBe(first);
    await show(<CardNumber />, { session: ptTokenOf('mer_2') });
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
    expect(document.querySelector('iframe')?.src).toContain('mer_2');
  });

  it('say what is missing: a provider, and a field that can pay', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(act(async () => root.render(<CardNumber />))).rejects.toThrow('provider_missing');
    root = createRoot(page);
    await show(<Status />);
    await act(async () => page.querySelector('button')?.click());
    expect(status()).toBe('host_missing');
  });
});
