import type { Processor } from '@fieldfare/payments';
import { BraintreeCredentials, StripeCredentials } from '@fieldfare/protocol';
import type { Mode, ProcessorKind } from '@fieldfare/protocol';
import { createBraintreeProcessor } from './braintree/create-braintree-processor.ts';
import { openCredentials } from './open-credentials.ts';
import type { ProcessorServer } from './processor-server.ts';
import { createStripeProcessor } from './stripe/create-stripe-processor.ts';

export interface AdapterOptions {
  /** For kinds that are left out, the processor itself. */
  servers?: Partial<Record<ProcessorKind, ProcessorServer>>;
  onRefusal?: (processor: ProcessorKind, code: string) => void;
}

interface AdapterParts {
  /** As the vault keeps them: JSON. */
  credentials: string;
  mode: Mode;
  options: AdapterOptions;
}

/** One way to make a processor of a merchant's credentials, for each kind that accounts can be of. */
export const ADAPTERS: Record<ProcessorKind, (parts: AdapterParts) => Processor> = {
  stripe: ({ credentials, options }) => {
    const { secret_key: secretKey, webhook_secret: webhookSecret } = openCredentials(StripeCredentials, credentials);
    return createStripeProcessor({ secretKey, webhookSecret, ...shared('stripe', options) });
  },
  braintree: ({ credentials, mode, options }) =>
    createBraintreeProcessor({
      credentials: openCredentials(BraintreeCredentials, credentials),
      mode,
      ...shared('braintree', options),
    }),
};

function shared(kind: ProcessorKind, { servers, onRefusal }: AdapterOptions) {
  const server = servers?.[kind];
  return {
    ...(server ? { server } : {}),
    ...(onRefusal ? { onRefusal: (code: string) => onRefusal(kind, code) } : {}),
  };
}
