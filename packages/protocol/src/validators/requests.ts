import type { CardPayloadClaims } from '../card-payload.ts';
import type { FieldsAuth, FieldsEvent, FieldsRequest } from '../fields-namespace.ts';
import { validators } from './generated/requests.js';
import type { Is } from './is.ts';

export const isCardPayloadClaims = validators.CardPayloadClaims as Is<CardPayloadClaims>;
export const isFieldsAuth = validators.FieldsAuth as Is<FieldsAuth>;

const ofEvent = new Map<FieldsEvent, Is<unknown>>();

/** The validator of a client event's payload, compiled to straight-line code: what the payment server asks for each hot message. */
export function isRequest<E extends FieldsEvent>(event: E): Is<FieldsRequest<E>> {
  let validator = ofEvent.get(event);
  if (!validator) ofEvent.set(event, (validator = validators[`requests:${event}`] as Is<unknown>));
  return validator as Is<FieldsRequest<E>>;
}
