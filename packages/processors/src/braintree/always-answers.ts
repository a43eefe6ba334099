import type { Braintree } from './braintree-gateway.ts';

type Callback = (error: unknown, found?: unknown) => void;

/**
 * The SDK drops an answer that it cannot make sense of, prints the error and never ends the call. What has not ended after `withinMs`, which
 * is longer than the SDK waits for an answer, ends here with an error: whether it was done cannot be told.
 */
export function alwaysAnswers(
  { transaction, customer, merchantAccount, dispute, ...rest }: Braintree,
  withinMs: number,
): Braintree {
  const ended =
    <Args extends unknown[]>(call: (...args: Args) => Promise<unknown>) =>
    (...args: Args): Promise<unknown> => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const timer = setTimeout(() => reject(unanswered()), withinMs);
      call(...args).then(resolve, reject);
      return promise.finally(() => clearTimeout(timer));
    };
  const called = (call: (callback: Callback) => void, callback: Callback): void => {
    let isOver = false;
    const end: Callback = (error, found) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      callback(error, found);
    };
    const timer = setTimeout(() => end(unanswered()), withinMs);
    call(end);
  };
  return {
    ...rest,
    transaction: {
      sale: ended((request) => transaction.sale(request)),
      find: ended((id) => transaction.find(id)),
      submitForSettlement: ended((id, amount, options) => transaction.submitForSettlement(id, amount, options)),
      void: ended((id) => transaction.void(id)),
      refund: ended((id, options) => transaction.refund(id, options)),
      search: (choose, callback) => called((answered) => transaction.search(choose, answered), callback),
    },
    customer: {
      create: ended((request) => customer.create(request)),
      find: ended((id) => customer.find(id)),
      delete: ended((id) => customer.delete(id)),
    },
    merchantAccount: { all: (callback) => called((answered) => merchantAccount.all(answered), callback) },
    dispute: { find: ended((id) => dispute.find(id)) },
  };
}

const unanswered = () => new Error('The SDK has not ended its call.');
