// @vitest-environment jsdom
import { act, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FieldfareSocketProvider } from './socket-provider.tsx';
import type { Transport } from './transport.ts';
import { useFieldfareSocket } from './use-fieldfare-socket.ts';

interface Opened {
  isClosed: boolean;
  receive(event: string, payload?: unknown): void;
}

let opened: Opened[];
const open = (): Transport => {
  const listeners = new Map<string, (payload: unknown) => void>();
  const one: Opened = { isClosed: false, receive: (event, payload) => listeners.get(event)?.(payload) };
  opened.push(one);
  return {
    on: (event, listener) => void listeners.set(event, listener),
    ask: async () => ({ type: 'subscribed', sequence: 0 }),
    close: () => {
      one.isClosed = true;
    },
  };
};
const token = async () => 'token';
const living = () => opened.filter((one) => !one.isClosed);

function Status() {
  const { state, lastError, reconnect } = useFieldfareSocket();
  return (
    <button type="button" onClick={reconnect}>
      {state} {lastError?.detail}
    </button>
  );
}

const page = document.body;
let root: ReturnType<typeof createRoot>;
beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  opened = [];
  root = createRoot(page);
});
afterEach(() => {
  vi.useRealTimers();
});

const show = () =>
  act(async () =>
    root.render(
      <StrictMode>
        <FieldfareSocketProvider paymentsOrigin="http://localhost:3001" token={token} open={open}>
          <Status />
        </FieldfareSocketProvider>
      </StrictMode>,
    ),
  );

test('holds one socket under StrictMode and none once it is gone', async () => {
  await show();
  expect(living()).toHaveLength(1);
  await act(async () => root.unmount());
  expect(living()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('shows how the socket is, what went wrong, and comes back by itself after a second', async () => {
  await show();
  expect(page.textContent).toContain('connecting');
  await act(async () => living()[0]?.receive('connect'));
  expect(page.textContent).toContain('connected');
  await act(async () => living()[0]?.receive('disconnect'));
  expect(page.textContent).toContain('reconnecting unreachable');
  expect(living()).toEqual([]);
  await act(async () => vi.advanceTimersByTime(1_250));
  await act(async () => living()[0]?.receive('connect'));
  expect(page.textContent).toBe('connected ');
  await act(async () => root.unmount());
});

test('keeps its socket when the page hands over another function, and asks that one from then on', async () => {
  const given = ['first', 'second'].map((name) => vi.fn<() => Promise<string>>(async () => name));
  const render = (n: number) =>
    act(async () =>
      root.render(
        <FieldfareSocketProvider
          paymentsOrigin="http://localhost:3001"
          token={() => given[n]?.() ?? token()}
          open={() => open()}
        >
          <Status />
        </FieldfareSocketProvider>,
      ),
    );
  await render(0);
  await act(async () => living()[0]?.receive('connect'));
  await render(1);
  expect(opened).toHaveLength(1);
  await act(async () => living()[0]?.receive('token_expiring'));
  expect(given.map((one) => one.mock.calls.length)).toEqual([1, 1]);
  await act(async () => root.unmount());
});

test.each(['online', 'visibilitychange'])(
  'tries at once on %s while it waits, and does nothing else then',
  async (event) => {
    await show();
    const tell = () => act(async () => void (event === 'online' ? window : document).dispatchEvent(new Event(event)));
    await act(async () => living()[0]?.receive('connect'));
    await tell();
    expect(living()).toHaveLength(1);
    await act(async () => living()[0]?.receive('disconnect'));
    await tell();
    expect(living()).toHaveLength(1);
    const before = opened.length;
    await act(async () => root.unmount());
    await tell();
    expect([opened.length, vi.getTimerCount()]).toEqual([before, 0]);
  },
);

test('takes no listener along when it goes, and does not try while nobody looks', async () => {
  const added = [window, document].flatMap((one) => [
    vi.spyOn(one, 'addEventListener'),
    vi.spyOn(one, 'removeEventListener'),
  ]);
  const calls = (index: number) =>
    added[index]?.mock.calls.map(([name]) => name).filter((name) => name === 'online' || name === 'visibilitychange');
  await show();
  await act(async () => living()[0]?.receive('connect_error'));
  const before = opened.length;
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
  expect(opened).toHaveLength(before);
  hidden.mockRestore();
  await act(async () => root.unmount());
  expect(calls(1)).toEqual(calls(0));
  expect(calls(3)).toEqual(calls(2));
  for (const spy of added) spy.mockRestore();
});

test('does not begin anew by itself once the session is over, and goes on trying where nobody says that it is', async () => {
  const failing = vi.fn<() => Promise<string>>(async () => {
    throw new Error('signed out');
  });
  const render = (isOver?: () => boolean) =>
    act(async () =>
      root.render(
        <FieldfareSocketProvider paymentsOrigin="" token={failing} open={open} {...(isOver && { isOver })}>
          <Status />
        </FieldfareSocketProvider>,
      ),
    );
  await render();
  expect(page.textContent).toBe('reconnecting no_token');
  await render(() => true);
  await act(async () => vi.advanceTimersByTime(1_250));
  expect(page.textContent).toBe('disconnected session_ended');
  const asked = failing.mock.calls.length;
  await act(async () => void window.dispatchEvent(new Event('online')));
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(failing).toHaveBeenCalledTimes(asked);
  await act(async () => page.querySelector('button')?.click());
  expect(failing).toHaveBeenCalledTimes(asked + 1);
  await act(async () => root.unmount());
});

test('comes back at once when asked', async () => {
  await show();
  await act(async () =>
    living()[0]?.receive('connect_error', { data: { status: 429, detail: 'too_many_connections' } }),
  );
  await act(async () => page.querySelector('button')?.click());
  expect(living()).toHaveLength(1);
  await act(async () => root.unmount());
});
