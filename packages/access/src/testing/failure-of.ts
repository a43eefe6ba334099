import { FieldfareError } from '@fieldfare/protocol';

/** The FieldfareError that the promise rejects with; throws where it fulfils or rejects with anything else. */
export async function failureOf(promise: Promise<unknown>): Promise<FieldfareError> {
  const outcome = await promise.then(
    () => new Error('expected a failure, but it succeeded'),
    (error: unknown) => error,
  );
  if (outcome instanceof FieldfareError) return outcome;
  throw outcome;
}
