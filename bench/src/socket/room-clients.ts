import { CONSOLE_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { WebSocket } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';
import type { SignedIn } from '../system/create-console-user.ts';

export interface ConsoleRoom extends SignedIn {
  url: string;
  /** The console's. */
  origin: string;
  sockets: number;
}

export interface FanOutRun {
  contestant: 'ours' | 'bare';
  pushes: number;
}

const AT_ONCE = 16;
const EVENT = `42${CONSOLE_NAMESPACE},`;
const PUSH = Buffer.from(`${EVENT}["session:sync"`);
/** What one window shares with the others: as much as a payment's news. */
const FILTERS = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`filter_${i}`, 'v'.repeat(90)]));

const rooms: Record<FanOutRun['contestant'], WebSocket[]> = { ours: [], bare: [] };
let arrived = 0;
let bytesOfPush = 0;

/** The windows of one person, all in their room, and as many plain sockets; they count what arrives. */
serveParent({
  /** Opens and subscribes ours until there are so many; answers the size of one push in bytes, which the plain ones are to be sent, too. */
  join: async (room: ConsoleRoom): Promise<number> => {
    await openAll('ours', room.sockets, () => joinOurs(room));
    await run({ contestant: 'ours', pushes: 1 });
    return bytesOfPush;
  },
  joinBare: ({ url, sockets }: { url: string; sockets: number }): Promise<void> =>
    openAll('bare', sockets, () => joinBare(url)),
  run,
});

/** Asks for so many pushes at once; answers how long it took until all had arrived everywhere, in ms. */
async function run({ contestant, pushes }: FanOutRun): Promise<number> {
  const [first] = rooms[contestant];
  if (!first) throw new Error('nobody is in the room');
  arrived = 0;
  const from = performance.now();
  for (let push = 0; push < pushes; push += 1) first.send(contestant === 'ours' ? publish(push) : 'push');
  while (arrived < pushes * rooms[contestant].length) await new Promise((resolve) => setImmediate(resolve));
  return performance.now() - from;
}

function publish(push: number): string {
  const request = { request_id: `req_bench_${push}`, state: { filters: FILTERS } };
  return `${EVENT}0${JSON.stringify(['state:publish', request])}`;
}

async function openAll(contestant: FanOutRun['contestant'], sockets: number, open: () => Promise<WebSocket>) {
  const room = rooms[contestant];
  let begun = room.length;
  const opening = async () => {
    for (; begun < sockets;) {
      begun += 1;
      room.push(await open());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, opening));
}

function joinOurs({ url, origin, token, userId }: ConsoleRoom): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`, {
    origin,
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.on('message', (raw: Buffer) => {
      if (raw.subarray(0, PUSH.length).equals(PUSH)) {
        arrived += 1;
        bytesOfPush = raw.length;
        return;
      }
      const packet = raw.toString();
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) {
        socket.send(`40${CONSOLE_NAMESPACE},${JSON.stringify({ protocol: PROTOCOL_VERSION, token })}`);
      } else if (packet.startsWith('40')) {
        const request = { request_id: 'req_bench_join', room: `user:${userId}` };
        socket.send(`${EVENT}0${JSON.stringify(['subscribe', request])}`);
      } else if (packet.includes('"subscribed"')) resolve(socket);
      else if (packet.startsWith('44') || packet.includes('"error"')) reject(new Error(`refused: ${packet}`));
    });
    socket.once('error', reject);
  });
}

function joinBare(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', () => {
    arrived += 1;
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
