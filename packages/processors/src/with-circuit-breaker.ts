import { NOT_PROCESSED } from '@fieldfare/payments';
import type { AuthorizeOutcome, OperationOutcome, Processor } from '@fieldfare/payments';
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';

export interface GuardedProcessor extends Processor {
  /** True while requests are held back; a payment that may still choose goes elsewhere. */
  isOpen(): boolean;
}

export interface CircuitOptions {
  /** So many requests in a row without an answer open the circuit. */
  failures?: number;
  /** After so many milliseconds one request is let through to see. */
  retryAfterMs?: number;
  onChange?: (state: 'open' | 'closed') => void;
}

type Outcome = AuthorizeOutcome | OperationOutcome;

const FAILURES = 5;
const RETRY_AFTER_MS = 15_000;
const RESTS = { type: 'unknown', reason: 'The processor does not answer at present.' } as const;
const HELD_BACK = 'The processor does not answer at present, so nothing was sent to it. Try again in a minute.';

/**
 * Stops asking a processor that has stopped answering. What is held back was certainly not done: an authorization is declined, an operation
 * refused. Look-ups always go through, because they are how doubts are resolved.
 */
export function withCircuitBreaker(processor: Processor, options: CircuitOptions = {}): GuardedProcessor {
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => (outcome as Outcome).type === 'unknown'),
    {
      halfOpenAfter: options.retryAfterMs ?? RETRY_AFTER_MS,
      breaker: new ConsecutiveBreaker(options.failures ?? FAILURES),
    },
  );
  breaker.onBreak(() => options.onChange?.('open'));
  breaker.onReset(() => options.onChange?.('closed'));

  const guard = <T extends Outcome>(call: () => Promise<T>, heldBack: T): Promise<T> =>
    breaker.execute(call).catch((error: unknown) => {
      if (isBrokenCircuitError(error)) return heldBack;
      throw error;
    });
  const isOpen = () => breaker.state === CircuitState.Open;
  const refused: OperationOutcome = { type: 'refused', reason: HELD_BACK };
  // Keeping cards is nobody's payment: it waits while the circuit is open, and neither opens nor closes it.
  const atRest = <T>(call: () => Promise<T>): Promise<T | typeof RESTS> => (isOpen() ? Promise.resolve(RESTS) : call());
  return {
    ...processor,
    authorize: (request) => guard<AuthorizeOutcome>(() => processor.authorize(request), NOT_PROCESSED),
    capture: (request) => guard(() => processor.capture(request), refused),
    void: (request) => guard(() => processor.void(request), refused),
    refund: (request) => guard(() => processor.refund(request), refused),
    tokenize: (request) => atRest(() => processor.tokenize(request)),
    detach: (request) => atRest(() => processor.detach(request)),
    isOpen,
    health: async () => (isOpen() ? { isHealthy: false, detail: 'It has stopped answering.' } : processor.health()),
  };
}
