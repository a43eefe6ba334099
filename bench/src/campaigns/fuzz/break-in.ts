import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SOCKET_PATH } from '@fieldfare/protocol';
import type { Random } from '../crash/random.ts';

const PATHS = [
  `${SOCKET_PATH}/?EIO=4&transport=websocket`,
  SOCKET_PATH,
  '/',
  '/v1/payments',
  `${SOCKET_PATH}/?EIO=9`,
  '*',
] as const;
const UPGRADES = ['websocket', 'WebSocket', 'h2c', 'websocket, h2c', ''] as const;
const KEYS = [Buffer.alloc(16, 7).toString('base64'), 'short', ''] as const;
const BEHIND = ['', '\u0081\u0085abcd', 'x'.repeat(2_000), 'GET / HTTP/1.1\r\n\r\n', '\u0000'.repeat(64)] as const;
const LONGEST_STAY_MS = 15;

/** A connection that asks to become a WebSocket, not quite as it should, cuts itself short, and leaves in the middle: in order, or by a reset. */
export async function breakIn(url: string, random: Random): Promise<void> {
  const request = [
    `GET ${random.pick(PATHS)} HTTP/1.1`,
    'Host: here',
    'Connection: Upgrade',
    `Upgrade: ${random.pick(UPGRADES)}`,
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${random.pick(KEYS)}`,
    '',
    random.pick(BEHIND),
  ].join('\r\n');
  const isWhole = random.below(3) > 0;
  const [stayMs, isReset] = [random.below(LONGEST_STAY_MS), random.below(2) === 0];
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(isWhole ? request : request.slice(0, random.below(request.length)), 'latin1');
  await delay(stayMs);
  if (isReset) socket.resetAndDestroy();
  else socket.destroy();
}
