import type { Currency, MaskedMethod, Mode, PaymentMethodType } from '@fieldfare/protocol';
import type { Processor } from './processor.ts';

/** What decides which processor a payment goes to. */
export interface RoutedPayment {
  merchantId: string;
  mode: Mode;
  method: MaskedMethod;
  currency: Currency;
  /** What will be asked of the processor. */
  amountMinor: number;
}

/** Which processor serves a payment: chosen before the intent, and known by its name ever after. */
export interface ProcessorDirectory {
  /** Throws `processing_error` / `processor_not_configured` where no processor takes such a payment. */
  route(payment: RoutedPayment): Promise<Processor>;
  /** The next that takes it besides those that were tried and decided upon nothing; null where there is none. */
  next(payment: RoutedPayment, tried: readonly string[]): Promise<Processor | null>;
  /** The kinds of methods that the merchant's processors take in a mode, whatever the amount; none where it has no processor. */
  methods(merchantId: string, mode: Mode): Promise<readonly PaymentMethodType[]>;
  byName(name: string): Processor;
  /** Those that serve every merchant of this server, so that their books are asked as a whole. */
  shared(): readonly Processor[];
}
