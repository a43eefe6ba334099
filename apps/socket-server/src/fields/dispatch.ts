import { FieldfareError } from '@fieldfare/protocol';
import type { FieldsEvent } from '@fieldfare/protocol';
import { errorAnswer } from '../errors/error-answer.ts';
import { requestIdOf } from '../errors/request-id-of.ts';
import { shuttingDown } from '../errors/shutting-down.ts';
import { toFieldfareError } from '../errors/to-fieldfare-error.ts';
import type { Deps } from '../deps.ts';
import { isMoreOfAFlood, takeMessage } from '../net/take-message.ts';
import type { FairTurns } from '../runtime/fair-turns.ts';
import { timestampOf } from '../runtime/timestamp-of.ts';
import type { FieldsHandler, HandlerContext } from './fields-handler.ts';
import type { FieldsSocket } from './fields-socket.ts';
import { FIELDS_HANDLERS, isFieldsEvent } from './handlers.ts';
import { parseRequest } from './parse-request.ts';
import type { RequestMemory } from './request-memory.ts';
import { assertStep } from './assert-step.ts';

/** Refusals that an honest host does not meet. */
const SUSPECT = new Set([
  'proof_invalid',
  'origin_mismatch',
  'session_already_hosted',
  'sibling_token_spent',
  'sibling_token_mismatch',
  'challenge_replayed',
  'page_may_not',
]);

/** What all connections of a server are served with. */
export interface Serving {
  memory: RequestMemory;
  /** Between merchants. */
  turns: FairTurns;
}

type AnyHandler = FieldsHandler<FieldsEvent, 'proving' | 'hosted'>;

/**
 * Serves one client event: limit, turn, parse, state, memory, handler. Always answers: the acknowledgement, or an `error` with the request id.
 * What goes wrong on our side is logged under that id and answered without its cause.
 */
export async function dispatch(
  deps: Deps,
  { memory, turns }: Serving,
  socket: FieldsSocket,
  event: string,
  payload: unknown,
) {
  const startedAt = performance.now();
  const { connection } = socket.data;
  const name = isFieldsEvent(event) ? event : 'unknown';
  connection.underWay++;
  let outcome = 'ok';
  try {
    if (deps.inFlight.isDraining()) throw shuttingDown();
    takeMessage(deps, connection, socket);
    const { answer, isRepeated } = await turns.run(connection.binding.merchantId, () =>
      answerOf(deps, memory, socket, event, payload),
    );
    if (isRepeated) outcome = 'repeated';
    return await answer;
  } catch (thrown) {
    const error = toFieldfareError(thrown);
    outcome = error.code;
    const requestId = requestIdOf(payload);
    const fields = { request_id: requestId, event: name, code: error.code, detail: error.detail };
    const session = { session_id: connection.binding.sessionId, ip: connection.ip };
    if (error.code === 'system_error' && error.detail !== 'shutting_down')
      deps.log.error({ ...fields, ...session, error: thrown }, 'event failed');
    else if (!isMoreOfAFlood(connection))
      deps.telling.refusal(
        { ip: connection.ip, merchantId: connection.binding.merchantId },
        { ...fields, ...session },
        'event refused',
      );
    if (SUSPECT.has(error.detail))
      deps.telling.securityEvent(error.detail, { event: name, request_id: requestId, ...session });
    return errorAnswer(error, requestId, deps.clock.now());
  } finally {
    connection.underWay--;
    deps.metrics.socketMessages.note('fields', name, outcome, (performance.now() - startedAt) / 1_000);
  }
}

function answerOf(deps: Deps, memory: RequestMemory, socket: FieldsSocket, event: string, payload: unknown) {
  if (!isFieldsEvent(event)) {
    throw new FieldfareError('invalid_request', {
      detail: 'unknown_event',
      message: 'There is no such event in this version of the protocol.',
    });
  }
  const request = parseRequest(event, payload);
  const { connection } = socket.data;
  // The table gives each event its own handler; beyond this line they are alike.
  const handler = FIELDS_HANDLERS[event] as unknown as AnyHandler;
  // Before the host has proven its keys, an answer belongs to this connection alone; afterwards to the session's generation.
  const scope = handler.needs === 'proving' ? connection.id : connection.hostScope;
  if (handler.needs === 'hosted') assertStep(connection, 'hosted');
  const run = async () => {
    const step = assertStep(connection, handler.needs);
    const context: HandlerContext<FieldsEvent, 'proving' | 'hosted'> = { deps, socket, connection, step, request };
    const body = await handler.handle(context);
    return { ...body, request_id: request.request_id, timestamp: timestampOf(deps.clock.now()) };
  };
  return memory.once(scope, { event, requestId: request.request_id, keeps: handler.keeps }, run);
}
