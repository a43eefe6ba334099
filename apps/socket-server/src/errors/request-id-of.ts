import { newId, RequestId } from '@fieldfare/protocol';

/** The request id that the client chose, or one of ours where it chose none that is valid, so that every failure can be named. */
export function requestIdOf(payload: unknown): string {
  const chosen = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'request_id') : undefined;
  return RequestId.safeParse(chosen).data ?? newId('request');
}
