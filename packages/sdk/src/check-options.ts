import { MisuseError } from './misuse-error.ts';
import { refuseUnknown } from './refuse-unknown.ts';

const FIELD = 'label placeholder disabled masked appearance';
const GROUP = 'appearance locale messages country autoAdvance';

/** The options of every call that takes some, one space between two. */
const OPTIONS = {
  Fieldfare: 'fieldsOrigin',
  fields: `session ${GROUP}`,
  'fields.update': GROUP,
  create: FIELD,
  'field.update': FIELD,
  mount: 'signal',
  pay: 'method billing metadata signal',
  tokenize: 'method signal',
  confirm: 'amountMinor signal',
  cancel: 'signal',
} as const;

/**
 * Throws where a call is given anything but an object of the options that it has: a mistyped one would be passed over in silence, and the
 * mistake show as a field that looks wrong, or as an amount that was captured whole. A signal that is none would stop nothing, and be noticed
 * only once the payment was sent; a function, or an element, does not get through to a frame, which would never load.
 */
export function checkOptions(call: keyof typeof OPTIONS, given: unknown): void {
  for (const name of Object(given) === given ? Object.keys(given as object) : [String(given)])
    refuseUnknown('options_invalid', `${call}() has no option`, name, OPTIONS[call].split(' '));
  const { signal, session: _session, ...sent } = given as { signal?: AbortSignal | null; session?: unknown };
  if (signal !== undefined && signal !== null && !('aborted' in Object(signal)))
    throw new MisuseError('options_invalid', `${call}() needs an AbortSignal as its option signal.`);
  try {
    structuredClone(sent);
  } catch {
    throw new MisuseError('options_invalid', `${call}() was given a function, or what else cannot be sent to a field.`);
  }
}
