import type { PaymentScope } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';
import type { Caller } from './caller.ts';
import { notFound } from './not-found.ts';
import type { Noun } from './not-found.ts';

type Find<T> = (scope: PaymentScope) => Promise<T | null | undefined>;

/**
 * The caller's own object. One of theirs that is of the other mode is called so: a test key where the live one belongs is the commonest
 * mistake there is. Somebody else's answers exactly like none.
 *
 * @param param the parameter that names the object, where it is none of the path
 */
export async function findOwn<T>(what: Noun, caller: Caller, find: Find<T>, param?: string): Promise<T> {
  const { merchantId, mode } = caller;
  const own = await find({ merchantId, mode });
  if (own) return own;
  throw await whyMissing(what, caller, find, param);
}

/** What `findOwn` throws, for whoever has looked in vain already. */
export async function whyMissing(
  what: Noun,
  { principal, merchantId, mode: asked }: Caller,
  find: Find<unknown>,
  param?: string,
): Promise<FieldfareError> {
  const mode: Mode = asked === 'live' ? 'test' : 'live';
  if (!(await find({ merchantId, mode }))) return notFound(what, param);
  const instead =
    principal.type === 'api_key' ? `Use a key of ${mode} mode.` : `Send the header Fieldfare-Mode: ${mode}.`;
  return new FieldfareError('not_found', {
    detail: 'other_mode',
    ...(param === undefined ? {} : { param }),
    message: `This ${what.replaceAll('_', ' ')} is of ${mode} mode, and was asked for in ${asked} mode. ${instead}`,
  });
}
