import { STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { FieldfareError } from '@fieldfare/protocol';
import { Refusal } from '../errors/refusal.ts';

/** Answers an upgrade request with an HTTP status instead of a WebSocket: what `connect_error` would have said, and when to come again. */
export function answerUpgrade({ socket }: IncomingMessage, error: FieldfareError, requestId: string): void {
  const { data, message } = new Refusal(error, requestId);
  const body = JSON.stringify({ ...data, message });
  const { retryAfterMs } = error;
  socket.end(
    [
      `HTTP/1.1 ${data.status} ${STATUS_CODES[data.status]}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1_000)}`]),
      '',
      body,
    ].join('\r\n'),
  );
}
