// @vitest-environment jsdom
import { FieldfareSocketProvider } from '@fieldfare/sdk/react-console';
import { act, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeSocket } from '../testing/create-fake-socket.ts';
import { useShareState } from './use-share-state.ts';
import { useSharedState } from './use-shared-state.ts';
import type { Sync } from './use-shared-state.ts';

const USER = 'usr_1';
const heard = vi.fn<(sync: Sync) => void>();
const token = async () => 'token';
let socket: ReturnType<typeof createFakeSocket>;
let share: ReturnType<typeof useShareState>;
let root: ReturnType<typeof createRoot>;
let sequence = 0;

const take = (given: typeof share) => {
  share = given;
};

function Window() {
  const given = useShareState();
  useEffect(() => take(given), [given]);
  useSharedState(USER, heard);
  return null;
}

const sync = (correlationId: string | null, payload: object) =>
  act(async () =>
    socket.receive('session:sync', {
      type: 'session:sync',
      payload,
      timestamp: '2026-11-01T10:00:00.000Z',
      correlation_id: correlationId,
      room: `user:${USER}`,
      sequence: ++sequence,
    }),
  );
const dark = { action: 'state', state: { theme: 'dark' } };

beforeEach(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  heard.mockClear();
  sequence = 0;
  socket = createFakeSocket();
  root = createRoot(document.body);
  await act(async () =>
    root.render(
      <FieldfareSocketProvider paymentsOrigin="" token={token} open={socket.open}>
        <Window />
      </FieldfareSocketProvider>,
    ),
  );
  await act(async () => socket.receive('connect'));
});
afterEach(() => act(async () => root.unmount()));

test('follows what the other windows and the server say, in the order in which it was said', async () => {
  await sync('look_of_another_window', dark);
  await sync(null, { action: 'rights_changed' });
  expect(heard.mock.calls).toEqual([[dark], [{ action: 'rights_changed' }]]);
});

test('passes over what it said itself, and what it does not understand', async () => {
  share({ theme: 'dark' });
  const sent = socket.asked.at(-1);
  expect(sent).toMatchObject({ event: 'state:publish', payload: { state: { theme: 'dark' } } });
  await sync(String(sent?.payload['request_id']), dark);
  await sync(null, { action: 'state', state: { theme: 'pink' } });
  expect(heard).not.toHaveBeenCalled();
});

test('knows its own for as long as they can come back, and not for ever', async () => {
  share({ theme: 'dark' });
  const [first] = socket.asked.slice(-1);
  for (let i = 0; i < 20; i++) share({ theme: 'light' });
  await sync(String(first?.payload['request_id']), dark);
  expect(heard.mock.calls).toEqual([[dark]]);
  await sync(String(socket.asked.at(-20)?.payload['request_id']), dark);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('does not miss what it could not say', async () => {
  await act(async () => socket.receive('disconnect'));
  expect(() => share({ theme: 'dark' })).not.toThrow();
});
