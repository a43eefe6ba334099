// @vitest-environment jsdom
import type { SignedInUser } from '@fieldfare/protocol';
import { FieldfareSocketProvider } from '@fieldfare/sdk/react-console';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { Scope } from '../api/rest-client.ts';
import { createLiveStore } from '../live/live-store.ts';
import { queryKeys } from '../query-keys.ts';
import { aPayment } from '../testing/a-payment.ts';
import { createFakeSocket } from '../testing/create-fake-socket.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';
import { useConsoleRooms } from './use-console-rooms.ts';

const scope: Scope = { merchantId: 'mer_1', mode: 'test' };
const MERCHANT_ROOMS = ['merchant:mer_1:approvals', 'merchant:mer_1:dashboard', 'merchant:mer_1:payments'];
const token = async () => 'token';
const live = createLiveStore();
let socket: ReturnType<typeof createFakeSocket>;
let queryClient: QueryClient;
let invalidated: MockInstance<QueryClient['invalidateQueries']>;
let root: ReturnType<typeof createRoot>;

function Window({ role, scope: given }: { role: 'ADMIN' | 'VENDOR'; scope: Scope | null }) {
  useConsoleRooms({ live, scope: given, user: { id: 'usr_1', role } as SignedInUser });
  return useFallbackInterval();
}

const show = (role: 'ADMIN' | 'VENDOR', given: Scope | null = scope) =>
  act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <FieldfareSocketProvider paymentsOrigin="" token={token} open={socket.open}>
          <Window role={role} scope={given} />
        </FieldfareSocketProvider>
      </QueryClientProvider>,
    ),
  );
const connect = () => act(async () => socket.receive('connect'));
const push = (type: string, room: string, payload: object) =>
  act(async () =>
    socket.receive(type, {
      type,
      payload,
      timestamp: '2026-11-01T10:00:00.000Z',
      correlation_id: null,
      room,
      sequence: 1,
    }),
  );
const read = () => {
  const keys = invalidated.mock.calls.map(([filters]) => filters?.queryKey);
  invalidated.mockClear();
  return keys;
};

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  socket = createFakeSocket();
  queryClient = new QueryClient();
  invalidated = vi.spyOn(queryClient, 'invalidateQueries');
  root = createRoot(document.body);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

test('hears the merchant and the person, an operator his own room too, and leaves with the merchant', async () => {
  await show('VENDOR');
  await connect();
  expect(socket.rooms()).toEqual([...MERCHANT_ROOMS, 'user:usr_1']);
  await show('ADMIN');
  expect(socket.rooms()).toEqual([...MERCHANT_ROOMS, 'role:ADMIN', 'user:usr_1']);
  await show('ADMIN', null);
  expect(socket.rooms()).toEqual([]);
});

test('reads everything once the rooms are heard, and asks by itself only until then', async () => {
  await show('VENDOR');
  expect(document.body.textContent).toBe('15000');
  await connect();
  expect(document.body.textContent).toBe('');
  expect(read()).toEqual([
    queryKeys.scope(scope),
    queryKeys.approvals(scope),
    queryKeys.notifications(scope),
    queryKeys.notifications(scope),
  ]);
  await act(async () => socket.receive('disconnect'));
  expect(document.body.textContent).toBe('15000');
});

test('reads notifications when one is new, from whichever room, and for nothing else', async () => {
  await show('ADMIN');
  await connect();
  for (const room of ['merchant:mer_1:dashboard', 'user:usr_1', 'role:ADMIN']) {
    read();
    await push('notification:new', room, {});
    expect(read()).toEqual([queryKeys.notifications(scope)]);
  }
});

test('reads no notifications for what the person’s other windows say', async () => {
  await show('VENDOR');
  await connect();
  read();
  await push('session:sync', 'user:usr_1', { action: 'state', state: { theme: 'dark' } });
  expect(read()).toEqual([]);
});

test('reads the approvals when one changes, and takes a payment that is pushed', async () => {
  await show('VENDOR');
  await connect();
  read();
  await push('approval:updated', 'merchant:mer_1:approvals', {});
  expect(read()).toEqual([queryKeys.approvals(scope)]);
  const payment = aPayment({ mode: 'test' });
  await push('payment:updated', 'merchant:mer_1:payments', payment);
  expect(queryClient.getQueryData(queryKeys.payment(scope, payment.id))).toEqual(payment);
});
