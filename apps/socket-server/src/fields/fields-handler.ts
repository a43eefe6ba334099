import type { FieldsAnswer, FieldsEvent, FieldsRequest } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { FieldsConnection, FieldsSocket, HostedStep, ProvingStep } from './fields-socket.ts';
import type { Keeps } from './request-memory.ts';

/** A handler's part of an acknowledgement; the dispatcher adds `request_id` and `timestamp`. */
export type AnswerBody<E extends FieldsEvent> = Omit<FieldsAnswer<E>, 'request_id' | 'timestamp'>;

interface StepOf {
  proving: ProvingStep;
  hosted: HostedStep;
}

export interface HandlerContext<E extends FieldsEvent, S extends keyof StepOf> {
  deps: Deps;
  socket: FieldsSocket;
  connection: FieldsConnection;
  step: StepOf[S];
  request: FieldsRequest<E>;
}

/** How one client event is served. `needs` is the step that a connection must have come to. */
export interface FieldsHandler<E extends FieldsEvent, S extends keyof StepOf = keyof StepOf> {
  event: E;
  needs: S;
  /** Whether a repeated request id is answered from memory: `latest` where it only asks, `none` where the database remembers better. */
  keeps: Keeps;
  handle(context: HandlerContext<E, S>): Promise<AnswerBody<E>>;
}

/** Gives a handler its types. */
export function fieldsHandler<E extends FieldsEvent, S extends keyof StepOf>(
  event: E,
  needs: S,
  handle: FieldsHandler<E, S>['handle'],
  { keeps = 'each' }: { keeps?: Keeps } = {},
): FieldsHandler<E, S> {
  return { event, needs, keeps, handle };
}
