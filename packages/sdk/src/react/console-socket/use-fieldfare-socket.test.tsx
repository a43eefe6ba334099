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

test('comes back at once when asked', async () => {
  await show();
  await act(async () =>
    living()[0]?.receive('connect_error', { data: { status: 429, detail: 'too_many_connections' } }),
  );
  await act(async () => page.querySelector('button')?.click());
  expect(living()).toHaveLength(1);
  await act(async () => root.unmount());
});
