import type { Mode } from '@fieldfare/protocol';
import { FieldfareError } from '@fieldfare/protocol';
import type { Caller } from './caller.ts';
import { notFound } from './not-found.ts';

/**
 * The caller's own object. One of theirs that is of the other mode is called so: a test key where the live one belongs is the commonest
 * mistake there is. Somebody else's answers exactly like none.
 */
export async function findOwn<T>(
  what: 'payment' | 'session' | 'customer' | 'payment_method' | 'refund' | 'dispute',
  caller: Caller,
  find: (caller: Caller) => Promise<T | null | undefined>,
): Promise<T> {
  const own = await find(caller);
  if (own) return own;
  const mode: Mode = caller.mode === 'live' ? 'test' : 'live';
  if (!(await find({ ...caller, mode }))) throw notFound(what);
  throw new FieldfareError('not_found', {
    detail: 'other_mode',
    message: `This ${what.replaceAll('_', ' ')} is of ${mode} mode, and was asked for in ${caller.mode} mode. Use a key of ${mode} mode.`,
  });
}
