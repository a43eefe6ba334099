import { CONSOLE_REQUESTS, FieldfareError } from '@fieldfare/protocol';
import type { ConsoleEvent } from '@fieldfare/protocol';
import { errorAnswer } from '../errors/error-answer.ts';
import { requestIdOf } from '../errors/request-id-of.ts';
import { toFieldfareError } from '../errors/to-fieldfare-error.ts';
import { expectedWords } from '../errors/expected-words.ts';
import { validationFailure } from '../errors/validation-failure.ts';
import type { Deps } from '../deps.ts';
import { isMoreOfAFlood, takeMessage } from '../net/take-message.ts';
import type { RoomTail } from '../relay/room-tail.ts';
import type { ConsoleHandler } from './console-handler.ts';
import type { ConsoleSocket } from './console-socket.ts';
import { ping } from './handlers/ping.ts';
import { statePublish } from './handlers/state-publish.ts';
import { subscribe } from './handlers/subscribe.ts';
import { tokenRefresh } from './handlers/token-refresh.ts';
import { unsubscribe } from './handlers/unsubscribe.ts';

const HANDLERS: { [E in ConsoleEvent]: ConsoleHandler<E> } = {
  subscribe,
  unsubscribe,
  ping,
  token_refresh: tokenRefresh,
  'state:publish': statePublish,
};

/** Serves one client event of the console. Always answers. Every event may safely be repeated. */
export async function dispatchConsole(
  deps: Deps,
  tail: RoomTail,
  socket: ConsoleSocket,
  event: string,
  payload: unknown,
): Promise<unknown> {
  const startedAt = performance.now();
  const name = isConsoleEvent(event) ? event : 'unknown';
  let outcome = 'ok';
  try {
    takeMessage(deps, socket.data.connection, socket);
    return await answer(deps, tail, socket, event, payload);
  } catch (thrown) {
    const error = toFieldfareError(thrown);
    outcome = error.code;
    const requestId = requestIdOf(payload);
    const fields = { request_id: requestId, event: name, code: error.code, detail: error.detail };
    const { connection } = socket.data;
    if (error.code === 'system_error') deps.log.error({ ...fields, error: thrown }, 'event failed');
    else if (!isMoreOfAFlood(connection))
      deps.telling.refusal({ ip: connection.ip }, { ...fields, user_id: connection.userId }, 'event refused');
    return errorAnswer(error, requestId, deps.clock.now());
  } finally {
    deps.metrics.socketMessages.note('console', name, outcome, (performance.now() - startedAt) / 1_000);
  }
}

async function answer(deps: Deps, tail: RoomTail, socket: ConsoleSocket, event: string, payload: unknown) {
  if (!isConsoleEvent(event)) {
    throw new FieldfareError('invalid_request', {
      detail: 'unknown_event',
      message: 'There is no such event in this version of the protocol.',
    });
  }
  const parsed = CONSOLE_REQUESTS[event].safeParse(payload, { error: expectedWords });
  if (!parsed.success) throw validationFailure(parsed.error, payload);
  // The table gives each event its own handler; here they are alike.
  const handler = HANDLERS[event] as ConsoleHandler<ConsoleEvent>;
  const { connection } = socket.data;
  const body = await handler({ deps, socket, connection, request: parsed.data, tail });
  return { ...body, request_id: parsed.data.request_id, timestamp: deps.clock.now().toISOString() };
}

function isConsoleEvent(event: string): event is ConsoleEvent {
  return Object.hasOwn(HANDLERS, event);
}
