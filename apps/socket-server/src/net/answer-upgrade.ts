import { STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { RefusalData } from '@fieldfare/protocol';

/** Answers an upgrade request with an HTTP status instead of a WebSocket. */
export function answerUpgrade({ socket }: IncomingMessage, refusal: RefusalData): void {
  const body = JSON.stringify(refusal);
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
