import { setTimeout as delay } from 'node:timers/promises';
import { FIELDS_NAMESPACE } from '@fieldfare/protocol';
import type { WebSocket } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';
import { connectPlain } from '../socket/connect-plain.ts';
import type { Entrance } from '../socket/connect-plain.ts';

export interface FloodRun extends Entrance {
  tokens: string[];
  sockets: number;
  /** Of all sockets together. */
  messagesPerSecond: number;
}

export interface Flooded {
  messages: number;
  /** Open sockets that the server closed, each of which came back. */
  closed: number;
  /** Handshakes that the server refused. */
  refused: number;
}

const STEP_MS = 10;
const AGAIN_MS = 100;
let flood: { stop: () => void; ended: Promise<Flooded> } | null = null;
let turn = 0;

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
  const flooded: Flooded = { messages: 0, closed: 0, refused: 0 };
  const closings = Array.from({ length: run.sockets }, () => stayConnected(run, open, flooded, isOver));
  const startedAt = performance.now();
  // What could not be sent while no socket was open is not made up for.
  let missed = 0;
  while (!isOver()) {
    const due = ((performance.now() - startedAt) / 1_000) * run.messagesPerSecond;
    while (flooded.messages + missed < due && open.size > 0) {
      for (const socket of open) socket.send(feeQuestion((flooded.messages += 1)));
    }
    missed = Math.max(missed, due - flooded.messages);
    await delay(STEP_MS);
  }
  for (const socket of open) socket.terminate();
  await Promise.all(closings);
  return flooded;
}

/** Keeps one socket open, each time by another session's token. */
async function stayConnected(
  { tokens, ...entrance }: FloodRun,
  open: Set<WebSocket>,
  flooded: Flooded,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const connected = connectPlain(entrance, tokens[(turn += 1) % tokens.length] ?? '');
    const gone = new Promise<void>((resolve) => connected.socket.once('close', () => resolve()));
    const isOpen = await connected.open.then(
      () => true,
      () => false,
    );
    if (isOpen && !isOver()) {
      open.add(connected.socket);
      await gone;
      open.delete(connected.socket);
      if (!isOver()) flooded.closed += 1;
    } else {
      connected.socket.terminate();
      if (!isOver()) flooded.refused += 1;
      await delay(AGAIN_MS);
    }
  }
}

function feeQuestion(n: number): string {
  const request = { request_id: `req_flood_${n}`, method: 'card', bin: '424242' };
  return `42${FIELDS_NAMESPACE},${n}${JSON.stringify(['host:calculateFee', request])}`;
}
