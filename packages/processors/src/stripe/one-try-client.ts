import { Stripe } from 'stripe';

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>['httpClient']>;

const TIMED_OUT = 'ETIMEDOUT';

/**
 * The SDK's own HTTP client, whose closed connections the SDK does not recognize: it would send such a request a second time whatever
 * `maxNetworkRetries` says, and an authorization is never sent again.
 */
export function oneTryClient(): HttpClient {
  const client = Stripe.createNodeHttpClient();
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (...request) =>
      client.makeRequest(...request).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === TIMED_OUT) throw error;
        throw new Error('The connection to Stripe broke.', { cause: error });
      }),
  };
}
