type Callback = (error: unknown, found?: unknown) => void;
type Call = (...args: unknown[]) => unknown;

/**
 * The SDK drops an answer that it cannot make sense of, prints the error and never ends the call. What has not ended after `withinMs`, which
 * is longer than the SDK waits for an answer, ends here with an error: whether it was done cannot be told. So does every call of every gateway
 * that is given, whichever the adapter comes to use: of two ways in which the SDK is called, the one whose last argument is a callback has no promise.
 */
export function alwaysAnswers<Sdk extends Record<keyof Sdk, object>>(sdk: Sdk, withinMs: number): Sdk {
  const gateways = Object.entries<object>(sdk).map(([name, gateway]) => [name, guarded(gateway, withinMs)]);
  return Object.fromEntries(gateways) as Sdk;
}

function guarded(gateway: object, withinMs: number): object {
  return new Proxy(gateway, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const call: Call = (...args) => Reflect.apply(member, target, args);
      return (...args: unknown[]) => {
        const last = args.at(-1);
        return typeof last === 'function'
          ? answersCallback((callback) => call(...args.slice(0, -1), callback), last as Callback, withinMs)
          : answersPromise(() => call(...args), withinMs);
      };
    },
  });
}

async function answersPromise(call: () => unknown, withinMs: number): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(unanswered()), withinMs);
  try {
    return await Promise.race([call(), promise]);
  } finally {
    clearTimeout(timer);
  }
}

function answersCallback(call: (callback: Callback) => unknown, callback: Callback, withinMs: number): void {
  let isOver = false;
  const end: Callback = (error, found) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    callback(error, found);
  };
  const timer = setTimeout(() => end(unanswered()), withinMs);
  call(end);
}

const unanswered = () => new Error('The SDK has not ended its call.');
