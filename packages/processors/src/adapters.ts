import type { Processor } from '@fieldfare/payments';
import type { ProcessorKind } from '@fieldfare/protocol';
import { createStripeProcessor } from './stripe/create-stripe-processor.ts';
import type { StripeProcessorOptions } from './stripe/create-stripe-processor.ts';

export interface AdapterOptions {
  /** Where Stripe answers; left out for Stripe itself. */
  stripeServer?: StripeProcessorOptions['server'];
  onRefusal?: (processor: ProcessorKind, code: string) => void;
}

/** One way to make a processor of a merchant's credentials, for each kind that accounts can be of. */
export const ADAPTERS: Record<ProcessorKind, (credentials: string, options: AdapterOptions) => Processor> = {
  stripe: (secretKey, { stripeServer, onRefusal }) =>
    createStripeProcessor({
      secretKey,
      ...(stripeServer ? { server: stripeServer } : {}),
      ...(onRefusal ? { onRefusal: (code) => onRefusal('stripe', code) } : {}),
    }),
};
