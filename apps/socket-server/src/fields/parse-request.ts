import { FIELDS_REQUESTS } from '@fieldfare/protocol';
import type { FieldsEvent, FieldsRequest } from '@fieldfare/protocol';
import { isRequest } from '@fieldfare/protocol/validators/requests';
import { expectedWords } from '../errors/expected-words.ts';
import { validationFailure } from '../errors/validation-failure.ts';

/** The payload of a client event, or a `validation_error` that names the parameter. The schema itself is asked only for the bad ones. */
export function parseRequest<E extends FieldsEvent>(event: E, payload: unknown): FieldsRequest<E> {
  if (isRequest(event)(payload)) return payload;
  const parsed = FIELDS_REQUESTS[event].safeParse(payload, { error: expectedWords });
  if (parsed.success) return parsed.data as FieldsRequest<E>;
  throw validationFailure(parsed.error, payload);
}
