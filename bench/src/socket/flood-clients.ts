import { setTimeout as delay } from 'node:timers/promises';
import { FIELDS_NAMESPACE } from '@fieldfare/protocol';
import type { WebSocket } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';
import { connectPlain } from './connect-plain.ts';
import type { Entrance } from './connect-plain.ts';

export interface FloodRun extends Entrance {
  tokens: string[];
  sockets: number;
  /** Of all sockets together. */
  messagesPerSecond: number;
}

export interface Flooded {
  messages: number;
  /** Sockets that the server closed, each of which was opened again. */
  closed: number;
}

const STEP_MS = 10;
let flood: { stop: () => void; ended: Promise<Flooded> } | null = null;

/** One merchant's sockets, which send at a pace, whatever they are answered, and come back when they are closed. */
serveParent({
  begin: async (run: FloodRun): Promise<void> => {
    let isOver = false;
    flood = { stop: () => void (isOver = true), ended: pour(run, () => isOver) };
  },
  end: async (): Promise<Flooded> => {
    if (!flood) throw new Error('nothing was begun');
    flood.stop();
    return flood.ended;
  },
});

async function pour(run: FloodRun, isOver: () => boolean): Promise<Flooded> {
  const open = new Set<WebSocket>();
  const closings = Array.from({ length: run.sockets }, (_, i) => stayConnected(run, i, open, isOver));
  const startedAt = performance.now();
  let messages = 0;
  while (!isOver()) {
    const due = ((performance.now() - startedAt) / 1_000) * run.messagesPerSecond;
    while (messages < due && open.size > 0) {
      for (const socket of open) socket.send(feeQuestion((messages += 1)));
    }
    await delay(STEP_MS);
  }
  for (const socket of open) socket.terminate();
  const closed = await Promise.all(closings);
  return { messages, closed: closed.reduce((sum, times) => sum + times, 0) };
}

/** Keeps one socket open, each time by another session's token; answers how often the server closed it. */
async function stayConnected(
  { tokens, sockets, ...entrance }: FloodRun,
  nth: number,
  open: Set<WebSocket>,
  isOver: () => boolean,
): Promise<number> {
  let times = 0;
  for (let turn = nth; !isOver(); turn += sockets, times += 1) {
    const connected = connectPlain(entrance, tokens[turn % tokens.length] ?? '');
    const gone = new Promise<void>((resolve) => connected.socket.once('close', () => resolve()));
    await Promise.race([connected.open, gone]);
    if (isOver()) connected.socket.terminate();
    else open.add(connected.socket);
    await gone;
    open.delete(connected.socket);
  }
  return times;
}

function feeQuestion(n: number): string {
  const request = { request_id: `req_flood_${n}`, method: 'card', bin: '424242' };
  return `42${FIELDS_NAMESPACE},${n}${JSON.stringify(['host:calculateFee', request])}`;
}
