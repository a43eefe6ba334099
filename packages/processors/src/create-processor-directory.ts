import type { Processor, ProcessorDirectory, RoutedPayment } from '@fieldfare/payments';
import { FieldfareError, PaymentMethodType } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';
import { accountNamed, nameOf } from './account-processors.ts';
import type { AccountProcessors } from './account-processors.ts';
import { takes, takesMethod } from './accounts.ts';
import type { ProcessorAccount, ProcessorAccounts } from './accounts.ts';
import { lateProcessor } from './late-processor.ts';

export interface ProcessorDirectoryOptions {
  /** The simulated bank: serves test mode for merchants that have enabled no test account of their own. */
  sandbox: Processor | null;
  accounts: ProcessorAccounts;
  processors: AccountProcessors;
}

/**
 * Chooses a payment's processor: the merchant's first enabled account whose rule takes it and whose processor answers. Where none of those
 * that would take it answers, the first is asked all the same: its circuit lets one through now and then. Whoever decided upon nothing is
 * followed by the next in the same order. A payment finds its processor again by name, also when the account has been disabled since.
 */
export function createProcessorDirectory(options: ProcessorDirectoryOptions): ProcessorDirectory {
  const { sandbox, accounts, processors } = options;
  return {
    route: async (payment) => {
      const own = await accounts.list(payment.merchantId, payment.mode);
      if (payment.mode === 'test' && sandbox && !own.some(isEnabled)) return sandbox;
      const taking = own.filter((account) => takes(account, payment));
      let first: Processor | null = null;
      let unopened: unknown = null;
      for (const account of taking) {
        const processor = await processors.open(account).catch((error: unknown) => {
          unopened ??= error;
          return null;
        });
        if (processor && !processor.isOpen()) return processor;
        first ??= processor;
      }
      // An account whose credentials do not open takes nothing; where there is no other, that is what the caller hears.
      if (first === null && unopened !== null) throw unopened;
      return first ?? refuse(own.some(isEnabled) ? noneTakes(payment) : noneOf(payment.mode));
    },
    next: async (payment, tried) => {
      const own = await accounts.list(payment.merchantId, payment.mode);
      for (const account of own.filter((each) => takes(each, payment) && !tried.includes(nameOf(each)))) {
        const processor = await processors.open(account).catch(() => null);
        if (processor && !processor.isOpen()) return processor;
      }
      return null;
    },
    methods: async (merchantId, mode) => {
      const own = await accounts.list(merchantId, mode);
      if (mode === 'test' && sandbox && !own.some(isEnabled)) return methodsOf(sandbox);
      return PaymentMethodType.options.filter((method) => own.some((account) => takesMethod(account, method)));
    },
    shared: () => (sandbox ? [sandbox] : []),
    byName: (name) => {
      if (sandbox && name === sandbox.name) return sandbox;
      const named = accountNamed(name);
      if (!named) return refuse(`The processor "${name}" carries payments but is not configured on this server.`);
      return lateProcessor(name, named.processor, async () => {
        const account = await accounts.find(named.id);
        return account
          ? processors.open(account)
          : refuse(`The processor account ${named.id} does not exist any more.`);
      });
    },
  };
}

function isEnabled(account: ProcessorAccount): boolean {
  return account.isEnabled;
}

function methodsOf({ debits }: Processor): PaymentMethodType[] {
  return debits ? ['card', 'ach'] : ['card'];
}

function noneOf(mode: Mode): string {
  const advice =
    mode === 'test'
      ? 'The sandbox bank serves it where FIELDFARE_ENV is development; otherwise enable or add a test account in the console under Processors.'
      : 'Use test keys, or enable or add a live account in the console under Processors.';
  return `No processor is configured for ${mode} mode. ${advice}`;
}

function noneTakes({ method, currency }: RoutedPayment): string {
  return `None of the merchant's processor accounts takes a ${method.type} payment in ${currency} of this amount. Look at their rules in the console under Processors.`;
}

function refuse(message: string): never {
  throw new FieldfareError('processing_error', { detail: 'processor_not_configured', message });
}
