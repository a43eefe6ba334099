import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FieldfareError, newId } from '@fieldfare/protocol';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { restError } from '../errors/rest-error.ts';

type Answering = Pick<Deps, 'settings' | 'metrics'>;
type Headers = Readonly<Record<string, string>>;

const ADDRESS =
  'The address cannot be read: a part of it is too long, or holds a % that begins no character. Encode what stands in it.';
const REQUEST =
  'The request cannot be read as HTTP/1.1. Look at its headers: a line break in one, as at the end of a key that was read from a file, is the commonest reason.';
const LONG_HEADERS = 'The headers are longer than 16 KB together. Send fewer, or shorter ones.';
const SLOW = 'The request did not come whole in time. Send it again.';

/** Answers an address that cannot be read, about which no hook is asked, without quoting it. */
export function answerUnreadableAddress(deps: Answering, headers: Headers) {
  return (_error: FastifyError, { id, method }: FastifyRequest, reply: FastifyReply) => {
    deps.metrics.httpRequests.inc({ method, route: 'unknown', status: 400 });
    void reply
      .code(400)
      .headers({ ...headers, 'Request-Id': id })
      .send(bodyOf(deps, ADDRESS, id));
  };
}

/** Answers what never became a request, without quoting it, and ends its connection. */
export function answerUnreadableRequest(deps: Answering, headers: Headers) {
  return ({ code }: Error & { code?: string }, socket: Socket) => {
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, message } = whyUnreadable(code);
    const id = newId('request');
    const body = JSON.stringify(bodyOf(deps, message, id));
    deps.metrics.httpRequests.inc({ method: 'unknown', route: 'unknown', status });
    const lines = Object.entries({
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Request-Id': id,
      Connection: 'close',
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
    // Both ways, once it is written: a client that keeps its own side open would keep the server from its end.
    socket.destroySoon();
  };
}

function whyUnreadable(code: string | undefined): { status: number; message: string } {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: LONG_HEADERS };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: SLOW };
  return { status: 400, message: REQUEST };
}

function bodyOf({ settings }: Answering, message: string, requestId: string) {
  const error = new FieldfareError('invalid_request', { detail: 'request_malformed', message });
  return restError(error, requestId, settings.origins.web);
}
