import {
  CONSOLE_NAMESPACE,
  FIELDS_NAMESPACE,
  FieldfareError,
  MAX_MESSAGE_BYTES,
  SOCKET_PATH,
} from '@fieldfare/protocol';
import { Server } from 'socket.io';
import type { ConsoleNamespace } from './console/console-socket.ts';
import { serveConsole } from './console/serve-console.ts';
import { signOut, sweepConsole } from './console/sweep-console.ts';
import type { Deps } from './deps.ts';
import { closeGenerationsBefore, closeSession } from './fields/close-fields.ts';
import type { FieldsNamespace } from './fields/fields-socket.ts';
import { serveFields } from './fields/serve-fields.ts';
import { tellSession } from './fields/tell-session.ts';
import { sweepFields } from './fields/sweep-fields.ts';
import { startJobs } from './jobs/start-jobs.ts';
import type { Live } from './live.ts';
import { createConnectionCounts } from './net/connection-counts.ts';
import { createDoorway } from './net/doorway.ts';
import { createDecideUpgrade } from './net/decide-upgrade.ts';
import { dropSlowConsumers } from './net/drop-slow-consumers.ts';
import { guardHandshake } from './net/guard-handshake.ts';
import { sayGoodbye } from './net/say-goodbye.ts';
import { textParser } from './net/text-parser.ts';
import { createTraffic } from './net/traffic.ts';
import { startOtherServers } from './relay/other-servers.ts';
import { createRoomTail } from './relay/room-tail.ts';
import { startRelay } from './relay/start-relay.ts';
import { createHttpApp } from './rest/create-http-app.ts';
import type { RestApp } from './rest/zod-type-provider.ts';
import { createFairTurns } from './runtime/fair-turns.ts';
import { repeat } from './runtime/repeat.ts';
import type { Repeating } from './runtime/repeat.ts';
import { createSignal } from './runtime/signal.ts';
import { startWebhooks } from './webhooks/start-webhooks.ts';

export interface PaymentServerOptions {
  /** Whether this process also runs the background jobs; it does unless told. */
  runsJobs?: boolean;
  /** How long a shutdown waits for what is under way. */
  drainMs?: number;
}

export interface PaymentServer {
  fastify: RestApp;
  io: Server;
  /** Listens where the settings say (port 0: any that is free) and answers the port. */
  listen(): Promise<number>;
  /** What is kept in memory for connections that are, or were, open. */
  census(): Census;
  /** Lets in-flight work finish, tells what is left, says goodbye to every socket. Safe to call twice. */
  close(): Promise<void>;
}

/** Counts that come back to zero when everybody has gone: budgets once they are whole again, requests within ten minutes. */
export interface Census {
  transports: number;
  sockets: number;
  rooms: number;
  /** Addresses and accounts with counted connections. */
  places: number;
  budgets: number;
  requests: number;
}

/** How often open sockets are checked against what was revoked: a revocation bites within a second. */
const SWEEP_MS = 500;
/** How often servers that share a Redis tell it what was used of the budgets of messages: two of them know of each other within twice that. */
const SHARE_MS = 200;
const DRAIN_MS = 10_000;
/** For answers that are on their way when everything else has ended. */
const LAST_ANSWERS_MS = 1_000;
const HEADERS_TIMEOUT_MS = 10_000;

/** The payment server over its dependencies, which stay the caller's to close. */
export async function createPaymentServer(deps: Deps, options: PaymentServerOptions = {}): Promise<PaymentServer> {
  const { limits, http } = deps.settings;
  const counts = createConnectionCounts({
    pending: limits.pendingSocketsPerIp,
    account: limits.consoleSocketsPerAccount,
    console: limits.consoleSocketsPerIp,
    fields: limits.fieldsSocketsPerIp,
  });
  const traffic = createTraffic(limits, deps.clock, deps.messageTallies);
  const turns = createFairTurns();
  const doorway = createDoorway(deps.settings, {
    counts,
    turns,
    onSlow: (ip) => {
      deps.metrics.socketLimitsHit.inc({ limit: 'authentication_time' });
      deps.telling.securityEvent('slow_handshake', { ip });
    },
  });
  const decideUpgrade = createDecideUpgrade(deps, doorway);
  const withdrawn = createSignal();

  const io = new Server({
    adapter: deps.fanOut.adapter,
    parser: textParser,
    connectTimeout: limits.authenticationTimeoutMs,
  });
  const fields: FieldsNamespace = io.of(FIELDS_NAMESPACE);
  const console: ConsoleNamespace = io.of(CONSOLE_NAMESPACE);
  const tail = createRoomTail(deps, console);
  const requests = serveFields(deps, fields, { doorway, counts, traffic, turns });
  serveConsole(deps, console, { doorway, counts, traffic, tail });
  // The default namespace serves nobody; left open it would let strangers stay.
  guardHandshake(deps, doorway, io.of('/'), 'none', () => Promise.reject(unknownNamespace()));
  const live: Live = {
    closeSession: (sessionId, reason) => closeSession(fields, sessionId, reason),
    closeGenerationsBefore: (sessionId, generation) => closeGenerationsBefore(fields, sessionId, generation),
    updateSession: (session) => tellSession(deps, fields, session),
    recheck: () => withdrawn.raise(),
    signOut: (consoleSessionId, userId) => signOut(console, consoleSessionId, userId, deps.clock.now()),
  };
  const fastify = await createHttpApp(deps, live);
  // Who is slow to ask at all is as suspect as who is slow to say who he is.
  fastify.server.headersTimeout = HEADERS_TIMEOUT_MS;
  await fastify.ready();
  io.attach(fastify.server, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    serveClient: false,
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: deps.settings.heartbeat.intervalMs,
    pingTimeout: deps.settings.heartbeat.timeoutMs,
    allowRequest: (request, decide) =>
      void decideUpgrade(request).then(
        (refusal) => decide(refusal, refusal === null),
        () => decide('internal_error', false),
      ),
  });

  const others = startOtherServers(deps, { fields, console, tail, fanOut: deps.fanOut });
  const relay = startRelay(deps, { fields, tail, others });
  const sweep = repeat({
    everyMs: 0,
    afterErrorMs: SWEEP_MS,
    run: async () => {
      await withdrawn.wait(SWEEP_MS);
      for (const namespace of [fields, console]) await dropSlowConsumers(deps, namespace);
      await traffic.forgetWhole();
      await deps.telling.forgetWhole();
      await requests.forgetOld();
      await Promise.all([sweepFields(deps, fields), sweepConsole(deps, console)]);
    },
    onError: (error) => deps.log.error({ job: 'sweep', error }, 'sockets not swept'),
  });
  const sharing =
    deps.messageTallies &&
    repeat({
      everyMs: SHARE_MS,
      run: () => traffic.share(),
      onError: (error) => deps.log.error({ job: 'share_traffic', error }, 'use of budgets not shared'),
    });
  const runsJobs = options.runsJobs ?? true;
  const jobs = runsJobs ? startJobs(deps) : null;
  let webhooks: Repeating | null = null;

  const shutDown = async () => {
    deps.inFlight.beginDraining();
    doorway.shut();
    const hasSettled = await deps.inFlight.settled(options.drainMs ?? DRAIN_MS);
    if (!hasSettled) deps.log.warn({ count: deps.inFlight.count() }, 'shutting down with work under way');
    const stopped = Promise.all([jobs?.stop(), webhooks?.stop(), sweep.stop(), relay.stop()]);
    withdrawn.raise();
    await stopped;
    await sharing?.stop();
    await traffic.share();
    await others.stop();
    await sayGoodbye(fields, console);
    io.engine.close();
    for (const namespace of [io.of('/'), fields, console]) await namespace.adapter.close();
    const closed = fastify.close();
    // Whoever has not asked to the end by now is not waited for.
    const cut = setTimeout(() => fastify.server.closeAllConnections(), LAST_ANSWERS_MS);
    await closed;
    clearTimeout(cut);
  };
  let closing: Promise<void> | null = null;

  return {
    fastify,
    io,
    listen: async () => {
      await fastify.listen({ host: http.host, port: http.port });
      if (runsJobs && deps.settings.webhooks.isInProcess) webhooks = await startWebhooks(deps, deps.outbox.recordable);
      const address = fastify.server.address();
      return typeof address === 'object' && address !== null ? address.port : http.port;
    },
    census: () => ({
      transports: io.engine.clientsCount,
      sockets: fields.sockets.size + console.sockets.size,
      rooms: fields.adapter.rooms.size + console.adapter.rooms.size,
      places: counts.size(),
      budgets: traffic.size() + deps.telling.size(),
      requests: requests.size(),
    }),
    close: () => (closing ??= shutDown()),
  };
}

function unknownNamespace(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'namespace_unknown',
    message: `Connect to ${FIELDS_NAMESPACE} or ${CONSOLE_NAMESPACE}.`,
  });
}
