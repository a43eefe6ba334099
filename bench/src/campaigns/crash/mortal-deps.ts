import type {
  AuthorizeRequest,
  ChargeIntent,
  OperationRequest,
  PaymentIntent,
  PaymentLedger,
  PaymentMove,
  Processor,
} from '@fieldfare/payments';
import type { EngineFixture } from '@fieldfare/payments/testing';

type Deps = EngineFixture['deps'];

export interface Mortal {
  deps: Deps;
  /** The step at which it stopped for good, once it has. */
  died: Promise<string>;
}

/**
 * The engine's dependencies with every step between it and the world counted: just before and just after each commit and each question to
 * the processor. At the step `diesAt` it stops and never goes on, as code does whose process is killed there.
 */
export function mortalDeps(deps: Deps, diesAt: number): Mortal {
  let steps = 0;
  let tell: (label: string) => void = () => {};
  const died = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const step = async (label: string) => {
    steps += 1;
    if (steps < diesAt) return;
    tell(label);
    await new Promise<never>(() => {});
  };
  const around =
    <Args extends unknown[], T>(label: string, call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      await step(`before ${label}`);
      const answer = await call(...args);
      await step(`after ${label}`);
      return answer;
    };
  const { payments, processors } = deps;
  const ledger: PaymentLedger = {
    ...payments,
    begin: around('the intent', (intent: PaymentIntent) => payments.begin(intent)),
    beginCharge: around('the intent', (intent: ChargeIntent) => payments.beginCharge(intent)),
    commit: around('a commit', (move: PaymentMove) => payments.commit(move)),
  };
  const mortal = (processor: Processor): Processor => ({
    ...processor,
    authorize: around('authorize', (request: AuthorizeRequest) => processor.authorize(request)),
    capture: around('capture', (request: OperationRequest) => processor.capture(request)),
    void: around('void', (request: OperationRequest) => processor.void(request)),
    refund: around('refund', (request: OperationRequest) => processor.refund(request)),
  });
  return {
    deps: {
      ...deps,
      payments: ledger,
      processors: {
        ...processors,
        route: async (payment) => mortal(await processors.route(payment)),
        next: async (payment, tried) => {
          const next = await processors.next(payment, tried);
          return next && mortal(next);
        },
        byName: (name) => mortal(processors.byName(name)),
      },
    },
    died,
  };
}
