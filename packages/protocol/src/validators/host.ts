import type {
  ErrorAnswer,
  FieldsAnswer,
  FieldsEvent,
  FieldsPush,
  FieldsPushPayload,
  RefusalData,
} from '../fields-namespace.ts';
import type { SealedValue, SiblingMessage } from '../frame-messages.ts';
import type { PtClaims } from '../tokens.ts';
import { validators } from './generated/host.js';
import type { Is } from './is.ts';

export const isPtClaims = validators.PtClaims as Is<PtClaims>;
export const isSiblingMessage = validators.SiblingMessage as Is<SiblingMessage>;
export const isSealedValue = validators.SealedValue as Is<SealedValue>;
export const isErrorAnswer = validators.ErrorAnswer as Is<ErrorAnswer>;
export const isRefusalData = validators.RefusalData as Is<RefusalData>;

/** The validator of the acknowledgement that `event` gets when it succeeds. */
export function isAnswerTo<E extends FieldsEvent>(event: E): Is<FieldsAnswer<E>> {
  return validators[`answers:${event}`] as Is<FieldsAnswer<E>>;
}

/** The validator of what the server pushes as `event`. */
export function isPush<P extends FieldsPush>(event: P): Is<FieldsPushPayload<P>> {
  return validators[`pushes:${event}`] as Is<FieldsPushPayload<P>>;
}
