export interface SocketError {
  /** A detail of the protocol, such as `token_expired`, or one of ours: `unreachable`, `no_token`, `session_ended`. */
  detail: string;
  /** The HTTP status that the server refused by; null where nothing was answered. */
  status: number | null;
  /** What is wrong and what to do, in English, for whoever develops the page. */
  message: string;
  /** The refusal's name in the server's log. */
  requestId: string | null;
}

interface Refusal {
  detail?: string | undefined;
  status?: number | undefined;
  message?: string | undefined;
  request_id?: string | undefined;
}

const LOST = 'The connection to the payment server was lost.';

/** What a server said; without a word of its own the connection is lost. */
export function refusedBy(refusal: Refusal | null | undefined): SocketError {
  return {
    detail: refusal?.detail ?? 'unreachable',
    status: refusal?.status ?? null,
    message: refusal?.message ?? LOST,
    requestId: refusal?.request_id ?? null,
  };
}

/** A connection that was not made; `error` is socket.io's, with the refusal as its data where the server spoke. */
export function notConnected(error: unknown): SocketError {
  const { message = 'no answer', data } = (error ?? {}) as { message?: string; data?: Refusal };
  if (data?.detail !== undefined) return refusedBy({ ...data, message });
  const mend = "Check paymentsOrigin, and that the page's Content-Security-Policy names it in connect-src.";
  return refusedBy({ message: `The payment server cannot be reached (${message}). ${mend}` });
}

/** The page's own function gave no token. */
export function noToken(error: unknown): SocketError {
  const why = error instanceof Error ? error.message : String(error);
  return refusedBy({ detail: 'no_token', message: `The page has no token to connect with: ${why}` });
}

export function sessionEnded(): SocketError {
  return refusedBy({ detail: 'session_ended', status: 401, message: 'The session has ended. Sign in again.' });
}
