// Braintree keeps one text of ours with a transaction, its order id. It names the authorization's attempt, then the capture's.
const SEPARATOR = '/';

/** The order id of a transaction that is captured by an attempt of ours. */
export function withCapture(orderId: string | null | undefined, captureAttemptId: string): string {
  return `${authorizationIn(orderId)}${SEPARATOR}${captureAttemptId}`;
}

export function authorizationIn(orderId: string | null | undefined): string {
  return orderId?.split(SEPARATOR)[0] ?? '';
}

export function captureIn(orderId: string | null | undefined): string | null {
  return orderId?.split(SEPARATOR)[1] ?? null;
}
