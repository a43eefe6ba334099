import { referenceTo } from './named-schemas.ts';
import { RestError } from '@fieldfare/protocol';

interface Failure {
  name: string;
  description: string;
  example: { type: string; code: string; message: string; param?: string };
}

/** What each refusal means, with one that often happens. */
const FAILURES: Readonly<Record<number | 'default', Failure>> = {
  401: {
    name: 'Unauthorized',
    description: 'Nobody is known by this key or token: it is missing, wrong, expired or revoked.',
    example: {
      type: 'authentication_error',
      code: 'auth_required',
      message: 'Send the header Authorization: Bearer with an API key or a console token.',
    },
  },
  403: {
    name: 'Forbidden',
    description:
      'Who asks is known and may not: a scope or a role lacks the permission, or the key is used from elsewhere.',
    example: {
      type: 'permission_denied',
      code: 'missing_permission',
      message: 'Your role at this merchant lacks the permission payments:confirm. Ask one of its admins.',
    },
  },
  404: {
    name: 'NotFound',
    description:
      'There is no such object in this mode, or it is somebody else’s: both answer alike. One of yours that is of the other mode is called so: `other_mode`.',
    example: { type: 'not_found', code: 'payment_not_found', message: 'There is no such payment in this mode.' },
  },
  409: {
    name: 'Conflict',
    description:
      'What the object is now does not allow it, or the Idempotency-Key belongs to another request or one under way.',
    example: {
      type: 'conflict',
      code: 'payment_status_conflict',
      message: 'The payment is canceled, so it cannot be confirmed.',
    },
  },
  422: {
    name: 'Invalid',
    description: 'A parameter is missing, unknown or not what was expected; param names it. Nothing was done.',
    example: {
      type: 'validation_error',
      code: 'parameter_missing',
      message: 'amount_minor is required: a whole number of minor units, such as 4900 for 49.00.',
      param: 'amount_minor',
    },
  },
  429: {
    name: 'RateLimited',
    description: 'Too many requests of this key, person, merchant or address. Retry-After says when to come again.',
    example: {
      type: 'rate_limited',
      code: 'too_many_requests',
      message: 'Too many requests with this key. Wait for as long as Retry-After says.',
    },
  },
  default: {
    name: 'Failure',
    description:
      'What went wrong: type, code, the parameter at fault and what to do. A 5xx may be repeated with its Idempotency-Key.',
    example: {
      type: 'system_error',
      code: 'internal_error',
      message: 'Something went wrong on our side. Repeat the request; if it fails again, tell us its request_id.',
    },
  },
};

/** Refers to the answer of a failure with this status. */
export function failureReference(status: number | 'default'): { $ref: string } {
  return { $ref: `#/components/responses/${(FAILURES[status] ?? FAILURES.default).name}` };
}

/** The failures as components of the document. */
export function failureComponents(web: string): Record<string, object> {
  return Object.fromEntries(
    Object.values(FAILURES).map(({ name, description, example }) => {
      const links = { request_id: 'req_01kbc6w0000000000000000000', doc_url: `${web}/docs/errors#${example.code}` };
      const error = { ...example, param: example.param ?? null, ...links };
      return [
        name,
        { description, content: { 'application/json': { schema: referenceTo(RestError), example: { error } } } },
      ];
    }),
  );
}
