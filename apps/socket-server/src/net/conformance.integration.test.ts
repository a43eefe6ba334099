import { request as httpRequest } from 'node:http';
import { FIELDS_NAMESPACE, MAX_MESSAGE_BYTES, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawSocket } from '../testing/raw-socket.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

// Written from the public documents of the Engine.IO protocol, revision 4, and the Socket.IO protocol, revision 5, and driven by bare frames
// against the server as it runs; only the heartbeat is quicker, and only where it is what is looked at.

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const content = (packet: string): unknown => JSON.parse(packet.slice(packet.search(/[[{]/)));
const open = async (server = stack) => {
  const socket = new RawSocket(server.url);
  await socket.packet('0');
  return socket;
};
/** An open connection with the /fields namespace joined. */
const joined = async (server = stack) => {
  const { pt_token } = await server.createSession();
  const socket = await open(server);
  socket.send(`40${FIELDS_NAMESPACE},${JSON.stringify({ protocol: PROTOCOL_VERSION, pt_token })}`);
  await socket.packet(`40${FIELDS_NAMESPACE},`);
  return socket;
};
const event = (id: number | '', name: string, payload: unknown) =>
  `42${FIELDS_NAMESPACE},${id}${JSON.stringify([name, payload])}`;

describe('Engine.IO 4: the handshake', () => {
  it('[TR3] opens with a packet that names session, heartbeat and the largest payload, and offers no upgrade', async () => {
    const socket = await open();
    expect(content(await socket.packet('0'))).toEqual({
      sid: expect.stringMatching(/^\S{20}$/),
      upgrades: [],
      pingInterval: 30_000,
      pingTimeout: 10_000,
      maxPayload: MAX_MESSAGE_BYTES,
    });
    socket.close();
  });

  it.each([
    ['another revision', 'EIO=3&transport=websocket'],
    ['no revision', 'transport=websocket'],
    ['no transport', 'EIO=4'],
    ['an unknown transport', 'EIO=4&transport=abc'],
    ['polling', 'EIO=4&transport=polling'],
    ['a session that it does not know', 'EIO=4&transport=websocket&sid=abc'],
  ])('[TR1] [TR3] refuses %s, asked for as a WebSocket', async (_title, query) => {
    const socket = new RawSocket(stack.url, query);
    await socket.closed();
    expect(socket.packets.filter((packet) => packet.startsWith('0'))).toEqual([]);
  });

  it.each(['GET', 'POST', 'PUT'])('[TR1] refuses polling by %s', async (method) => {
    const url = `${stack.url}${SOCKET_PATH}/?EIO=4&transport=polling`;
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, { method }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });
});

describe('Engine.IO 4: the heartbeat, and other things that need time', () => {
  let quick: TestStack;
  beforeAll(async () => {
    quick = await startTestStack({
      runsJobs: false,
      settings: (settings) => ({
        ...settings,
        heartbeat: { intervalMs: 100, timeoutMs: 3_000 },
        limits: { ...settings.limits, authenticationTimeoutMs: 2_000 },
      }),
    });
  });
  afterAll(async () => {
    await quick.close();
  });

  it('[TR4] is a ping of the server that a pong answers', async () => {
    const socket = await joined(quick);
    const pings = () => socket.packets.filter((packet) => packet === '2').length;
    for (let answered = 0; answered < 4; answered++) {
      await expect.poll(pings, { interval: 5, timeout: 10_000 }).toBeGreaterThan(answered);
      socket.send('3');
    }
    expect(socket.isClosed).toBe(false);
    socket.close();
  });

  it.each(['40/admin,', '40/fields/../console,{}'])(
    '[TR2] [LM6] refuses %s, and waits no longer than for who says nothing',
    async (packet) => {
      const socket = await open(quick);
      socket.send(packet);
      expect(await socket.packet('44')).toContain('Invalid namespace');
      await socket.closed();
    },
  );

  it('[TR4] ends a connection that does not answer', async () => {
    const socket = await joined(quick);
    await socket.closed();
    expect(socket.packets).toContain('2');
  });
});

describe('Engine.IO 4: packets', () => {
  it.each([
    ['of an unknown type', 'abc'],
    ['a ping, which is the server’s to send', '2'],
    ['that are empty', ''],
  ])('[TR5] ends a connection that sends packets %s', async (_title, packet) => {
    const socket = await joined();
    socket.send(packet);
    await socket.closed();
    expect(socket.isClosed).toBe(true);
  });

  it('[LM3] ends a connection that sends more than the largest payload, by the code for that', async () => {
    const socket = await joined();
    socket.send(event(1, 'payment_status', { request_id: 'x'.repeat(MAX_MESSAGE_BYTES) }));
    expect(await socket.closed()).toBe(1009);
  });

  it('[LM3] serves a message of just that size', async () => {
    const socket = await joined();
    const empty = event(1, 'payment_status', { request_id: '' });
    socket.send(event(1, 'payment_status', { request_id: 'x'.repeat(MAX_MESSAGE_BYTES - empty.length) }));
    expect(content(await socket.packet(`43${FIELDS_NAMESPACE},1`))).toMatchObject([{ code: 'validation_error' }]);
    socket.close();
  });
});

describe('Socket.IO 5: namespaces', () => {
  it('[TR6] answers CONNECT with the namespace and a session id of its own', async () => {
    const socket = await joined();
    const [opened, connected] = [await socket.packet('0'), await socket.packet(`40${FIELDS_NAMESPACE},`)].map(content);
    expect(connected).toEqual({ sid: expect.any(String) });
    expect(connected).not.toMatchObject({ sid: (opened as { sid: string }).sid });
    socket.close();
  });

  it('[TR6] answers a refused CONNECT with CONNECT_ERROR, whose data say why', async () => {
    const socket = await open();
    socket.send(`40${FIELDS_NAMESPACE},{"protocol":${PROTOCOL_VERSION},"pt_token":"nonsense"}`);
    expect(content(await socket.packet(`44${FIELDS_NAMESPACE},`))).toMatchObject({
      message: expect.any(String),
      data: { status: 401, code: 'authentication_error', detail: 'token_malformed' },
    });
    await socket.closed();
  });

  it.each(['40', '40{}'])('[TR2] refuses the default namespace (%s) and closes', async (packet) => {
    const socket = await open();
    socket.send(packet);
    expect(await socket.packet('44')).toContain('message');
    await socket.closed();
  });

  it('[TR6] ends the connection that leaves its namespace', async () => {
    const socket = await joined();
    socket.send(`41${FIELDS_NAMESPACE},`);
    await socket.closed();
    expect(socket.isClosed).toBe(true);
  });
});

describe('Socket.IO 5: events and acknowledgements', () => {
  it('[TR7] acknowledges each event under its own id, in whatever order they were asked', async () => {
    const socket = await joined();
    for (const id of [7, 0, 123]) socket.send(event(id, 'payment_status', { request_id: `req_number_${id}` }));
    for (const id of [0, 7, 123]) {
      const answer = content(await socket.packet(`43${FIELDS_NAMESPACE},${id}[`));
      expect(answer).toMatchObject([{ type: 'error', detail: 'not_hosted', request_id: `req_number_${id}` }]);
    }
    socket.close();
  });

  it('[TR7] sends its own events without an id: it asks for no acknowledgement', async () => {
    const socket = await joined();
    expect(content(await socket.packet(`42${FIELDS_NAMESPACE},[`))).toMatchObject(['connection_established', {}]);
    socket.close();
  });

  it.each([
    ['of an unknown type', `49${FIELDS_NAMESPACE},[]`],
    ['that is no JSON', `42${FIELDS_NAMESPACE},{`],
    ['whose content is no list', `42${FIELDS_NAMESPACE},{}`],
    ['without a name', `42${FIELDS_NAMESPACE},[]`],
    ['of a reserved name', `42${FIELDS_NAMESPACE},["connect"]`],
    ['to a namespace that was not joined', '42/console,["ping"]'],
    ['that announces binary', `451-${FIELDS_NAMESPACE},["x",{"_placeholder":true,"num":0}]`],
    ['that acknowledges in binary', `461-${FIELDS_NAMESPACE},1[{"_placeholder":true,"num":0}]`],
  ])('[TR5] ends a connection that sends a packet %s', async (_title, packet) => {
    const socket = await joined();
    socket.send(packet);
    await socket.closed();
    expect(socket.isClosed).toBe(true);
  });

  it('[TR7] takes no harm from an acknowledgement that nobody asked for', async () => {
    const socket = await joined();
    socket.send(`43${FIELDS_NAMESPACE},99["what"]`);
    socket.send(event(1, 'payment_status', { request_id: 'req_after_it' }));
    expect(content(await socket.packet(`43${FIELDS_NAMESPACE},1`))).toMatchObject([{ detail: 'not_hosted' }]);
    socket.close();
  });
});
