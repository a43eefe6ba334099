import { FieldfareError } from '@fieldfare/protocol';
import type { PaymentMethodType } from '@fieldfare/protocol';
import type { PaymentScope } from './ports/payment-repository.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';

export interface ServedDeps {
  processors: Pick<ProcessorDirectory, 'methods'>;
}

/**
 * Of the methods that a session is to offer those that some processor of the merchant takes, so that no shopper types into fields that cannot be
 * paid with. Throws a `validation_error` where there are none, or where one that was named is not taken.
 */
export async function servedMethods(
  { processors }: ServedDeps,
  { merchantId, mode }: PaymentScope,
  { offered, named }: { offered: readonly PaymentMethodType[]; named: readonly PaymentMethodType[] | undefined },
): Promise<PaymentMethodType[]> {
  const taken = await processors.methods(merchantId, mode);
  if (taken.length === 0) {
    const advice = mode === 'live' ? ' Until then use a test key.' : '';
    throw new FieldfareError('validation_error', {
      detail: 'processor_not_configured',
      message: `No processor account takes payments in ${mode} mode. Enable or add one in the console under Processors.${advice}`,
    });
  }
  const served = offered.filter((method) => taken.includes(method));
  const missing = (named ?? (served.length === 0 ? offered : [])).find((method) => !taken.includes(method));
  if (missing === undefined) return served;
  throw new FieldfareError('validation_error', {
    detail: 'method_not_allowed',
    param: 'methods',
    message: `None of the merchant's processor accounts takes ${missing} in ${mode} mode. Leave it out, or look at the accounts in the console under Processors.`,
  });
}
