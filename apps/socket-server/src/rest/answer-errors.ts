import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { FastifyError } from 'fastify';
import type { Deps } from '../deps.ts';
import { restError } from '../errors/rest-error.ts';
import { toFieldfareError } from '../errors/to-fieldfare-error.ts';
import type { RestApp } from './zod-type-provider.ts';

/** Failures that Fastify itself finds, in our own words: its messages may quote what was sent. */
const FASTIFY_FAILURES: Record<string, { detail: ErrorDetail; message: string; status: number }> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { detail: 'json_invalid', message: 'The body is not valid JSON.', status: 400 },
  FST_ERR_CTP_BODY_TOO_LARGE: { detail: 'body_too_large', message: 'The body is too large.', status: 413 },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    detail: 'media_type_unsupported',
    message: 'Send JSON, with Content-Type: application/json.',
    status: 415,
  },
};

/** Refusals that say something of who calls. */
const WATCHED = new Set(['authentication_error', 'permission_denied', 'rate_limited']);

/** Answers every failure as a RestError, and logs what is ours to mend. */
export function answerErrors(app: RestApp, deps: Deps): void {
  app.setErrorHandler<FastifyError | FieldfareError>((thrown, request, reply) => {
    const [error, status] = toAnswer(thrown);
    const fields = { request_id: request.id, code: error.code, detail: error.detail, ip: request.ip };
    if (error.code === 'system_error' && status === 500) deps.log.error({ ...fields, error: thrown }, 'request failed');
    if (WATCHED.has(error.code)) deps.metrics.securityEvents.inc({ type: error.detail });
    if (error.retryAfterMs !== undefined) void reply.header('Retry-After', Math.ceil(error.retryAfterMs / 1_000));
    request.failure = error;
    return reply.code(status).send(restError(error, request.id, deps.settings.origins.web));
  });

  refuseUnknownAddresses(app, deps);
}

/** Answers what no route takes, under the prefix that `app` was registered with, after its hooks. */
export function refuseUnknownAddresses(app: RestApp, { settings }: Deps): void {
  app.setNotFoundHandler(() => {
    throw new FieldfareError('not_found', {
      detail: 'route_not_found',
      message: `There is nothing at this address for this method. ${settings.origins.web}/docs/api lists what there is.`,
    });
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    failure: FieldfareError | null;
  }
}

function toAnswer(thrown: FastifyError | FieldfareError): [FieldfareError, number] {
  const known = FASTIFY_FAILURES[thrown.code];
  if (known) return [new FieldfareError('invalid_request', known), known.status];
  const isTheirs = !(thrown instanceof FieldfareError) && (thrown.statusCode ?? 500) < 500;
  if (isTheirs) {
    const detail = 'request_malformed';
    return [new FieldfareError('invalid_request', { detail, message: 'The request cannot be read.' }), 400];
  }
  const error = toFieldfareError(thrown);
  return [error, error.detail === 'shutting_down' ? 503 : error.httpStatus];
}
