import { FieldfareError, Metadata } from '@fieldfare/protocol';

/** As in Stripe's API: keys are added and replaced, and one with an empty value is taken away. */
export function mergeMetadata(metadata: Metadata, change: Metadata = {}): Metadata {
  const entries = Object.entries({ ...metadata, ...change }).filter(([, value]) => value !== '');
  const parsed = Metadata.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  throw new FieldfareError('validation_error', {
    detail: 'parameter_invalid',
    param: 'metadata',
    message: 'With these keys the metadata would have more than 20.',
  });
}
