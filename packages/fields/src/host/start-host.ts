import { PROTOCOL_VERSION, TOKEN_KINDS } from '@fieldfare/protocol/constants';
import type {
  CallResult,
  FieldsAuth,
  FieldsPush,
  FieldsPushPayload,
  PageMessage,
  PaymentResult,
  PaymentUpdate,
  SessionView,
} from '@fieldfare/protocol';
import { isPtClaims } from '@fieldfare/protocol/validators';
import { decodePart } from '../crypto/base64url.ts';
import { generateHostKeys } from '../crypto/generate-host-keys.ts';
import { jwkThumbprint } from '../crypto/jwk-thumbprint.ts';
import type { HostContext, HostRuntime } from '../frame/host-contract.ts';
import { answerForKey } from '../sibling/confirm-key.ts';
import { callError, failedResult, paymentResult, updateOf } from './call-result.ts';
import { renewSession, shakeHands } from './handshake.ts';
import type { HostSession } from './handshake.ts';
import { Line } from './line.ts';
import { processCard } from './process-card.ts';
import { refusalMessage } from './refusal-message.ts';
import { RequestError } from './request-error.ts';
import { RequestQueue } from './request-queue.ts';
import { Siblings } from './siblings.ts';

/** How long a call waits for a connection before it ends certainly uncharged, and for an answer before it ends in doubt. */
const CONNECTED_WITHIN_MS = 45_000;
const ANSWERED_WITHIN_MS = 150_000;

/** Refusals that a new PT token of the same session mends. */
const RENEWABLE = new Set([
  'token_expired',
  'token_used',
  'invalid_token',
  'token_unknown_key',
  'session_already_hosted',
]);

/** The host runtime of one frame: one socket, one session, and all calls of the page. */
export function startHost({ config, frame, field, send }: HostContext): HostRuntime {
  const keys = generateHostKeys();
  const requests = new RequestQueue();
  const siblings = new Siblings(requests, keys);
  const calls = new Map<number, AbortController>();
  let token = '';
  let observedOrigin = '';
  let session: HostSession | null = null;
  let opened = Promise.withResolvers<HostSession>();
  let newestPayment: PaymentUpdate | null = null;
  let hasAskedForSession = false;

  void keys.then(async ({ publicKeys }) => answerForKey(config.merchant_uid, await jwkThumbprint(publicKeys.sealing)));

  const line = new Line(config.payments_origin, {
    auth: (): FieldsAuth =>
      session === null
        ? { protocol: PROTOCOL_VERSION, pt_token: token }
        : { protocol: PROTOCOL_VERSION, host_token: session.hostToken },
    async established(greeting, emit) {
      session = await shakeHands({ config, keys: await keys, observedOrigin, greeting, emit }).catch(
        (error: unknown) => {
          if (error instanceof RequestError && error.code !== 'system_error' && error.code !== 'rate_limited')
            endSession(error.detail);
          throw error;
        },
      );
      hasAskedForSession = false;
      requests.resume(emit);
      siblings.useSession(session);
      showSession(session.view);
      if (session.location !== 'allowed') reportLocation();
      opened.resolve(session);
    },
    lost: () => requests.pause(),
    pushed: onPush,
    state: (state, detail) => send({ type: 'connection', state, detail }),
    refused: ({ detail }) => endSession(detail),
  });

  return { open, onPageMessage, onFieldChange: ({ brand }) => siblings.setBrand(brand) };

  /** Takes a PT token only where the browser says that it comes from the page that the token and this document are for. */
  function open(ptToken: string, origin: string): void {
    const claims = readClaims(ptToken);
    if (!isPtClaims(claims) || claims.aud !== TOKEN_KINDS.pt.aud) return fail('invalid_token');
    if (claims.origin !== origin || claims.origin !== config.origin) return fail('origin_mismatch');
    if (claims.merchant_uid !== config.merchant_uid) return fail('merchant_mismatch');
    token = ptToken;
    observedOrigin = origin;
    session = null;
    line.open();
  }

  function onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void {
    if (message.type === 'sibling' && ports[0] !== undefined) siblings.add(message.frame, message.kind, ports[0]);
    else if (message.type === 'sibling_gone') siblings.remove(message.frame);
    else if (message.type === 'abort') calls.get(message.call)?.abort(stopped());
    else if (message.type === 'pay' || message.type === 'confirm' || message.type === 'cancel')
      void answerCall(message);
  }

  async function answerCall(message: Extract<PageMessage, { call: number }>): Promise<void> {
    const controller = new AbortController();
    calls.set(message.call, controller);
    const timer = setTimeout(() => controller.abort(unreachable()), CONNECTED_WITHIN_MS);
    const result = await perform(message, controller.signal).catch((error: unknown) =>
      existingPayment(failedResult(error)),
    );
    clearTimeout(timer);
    calls.delete(message.call);
    send({ type: 'result', call: message.call, result });
  }

  async function perform(message: Extract<PageMessage, { call: number }>, signal: AbortSignal): Promise<CallResult> {
    if (message.type === 'pay') {
      if (field === null)
        throw new RequestError('invalid_request', 'field_missing', 'There is no card-number field on the page.');
      const patience = AbortSignal.timeout(ANSWERED_WITHIN_MS);
      return processCard(message, {
        frame,
        field,
        siblings,
        requests,
        keys,
        session: () => opened.promise,
        learned: learn,
        signal,
        patience,
      });
    }
    const { payment } =
      message.type === 'confirm'
        ? await requests.request(
            'confirm_payment',
            message.amount_minor === undefined ? {} : { amount_minor: message.amount_minor },
          )
        : await requests.request('cancel_payment', {});
    learn(payment);
    return paymentResult(payment);
  }

  /** A session has one payment: where the server refuses another, or the outcome is in doubt, the page is told of the one there is. */
  async function existingPayment(result: CallResult): Promise<CallResult> {
    if (result.error?.code !== 'conflict' && result.status !== 'unknown') return result;
    const status = await requests.request('payment_status', {}).catch(() => null);
    if (status === null) return result;
    showSession(status.session);
    const { payment } = status.session;
    return payment === null || payment.status === 'declined'
      ? result
      : { ...paymentResult(payment), error: result.error };
  }

  function onPush<P extends FieldsPush>(event: P, payload: FieldsPushPayload<P>): void {
    if (event === 'payment:updated') learn(payload as PaymentUpdate);
    else if (event === 'session:updated') showSession(payload as SessionView);
    else if (event === 'location:updated') onLocation(payload as FieldsPushPayload<'location:updated'>);
    else if (event === 'token_expiring') void refreshTokens();
    else if (event === 'session:closed') {
      const { reason } = payload as FieldsPushPayload<'session:closed'>;
      if (reason === 'shutting_down') line.renew();
      else endSession(reason);
    }
  }

  /**
   * A merchant that takes payments from some countries only wants to be asked before each payment. The frame knows nothing that the IP does
   * not say; where the answer is no, the page hears of it before the shopper has typed in vain.
   */
  function reportLocation(): void {
    requests.request('host:location', {}).catch((error: unknown) => {
      if (!(error instanceof RequestError) || error.code !== 'permission_denied') return;
      send({ type: 'error', error: callError(error.code, error.detail, error.message) });
    });
  }

  function onLocation({ status }: FieldsPushPayload<'location:updated'>): void {
    if (status !== 'allowed') reportLocation();
  }

  /** Takes the next host token over this connection. Where that fails the server closes the session in its time, and says so. */
  async function refreshTokens(): Promise<void> {
    const held = session;
    if (held === null) return;
    const next = await requests
      .request('token_refresh', {})
      .then(async (answer) => renewSession(held, answer, { config, keys: await keys }))
      .catch(() => null);
    if (next === null || session === null) return;
    session = { ...next, view: session.view };
    siblings.useSession(session);
  }

  function showSession(view: SessionView): void {
    // Two updates may overtake each other on their way here.
    if (session !== null && view.revision < session.view.revision) return;
    if (session !== null) session = { ...session, view };
    send({ type: 'session', session: view });
    if (view.payment !== null) learn(view.payment);
  }

  /** Pushes and answers may overtake each other: only a newer version of the payment, or another payment, is news. */
  function learn(payment: PaymentResult | PaymentUpdate): void {
    const update = 'payment_token' in payment ? updateOf(payment) : payment;
    if (newestPayment !== null && newestPayment.id === update.id && update.version <= newestPayment.version) return;
    newestPayment = update;
    send({ type: 'status', payment: update });
  }

  /** The session is over for this frame: a page that can fetch a new token opens it again, once. */
  function endSession(detail: string): void {
    session = null;
    opened = Promise.withResolvers();
    const message = refusalMessage(detail);
    requests.close({ code: 'authentication_error', detail, message });
    line.close(detail);
    if (RENEWABLE.has(detail) && !hasAskedForSession) {
      hasAskedForSession = true;
      send({ type: 'session_needed', detail });
    } else fail(detail);
  }

  function fail(detail: string): void {
    send({ type: 'error', error: callError('authentication_error', detail, refusalMessage(detail)) });
  }
}

function readClaims(token: string): unknown {
  try {
    return decodePart(token.split('.')[1] ?? '');
  } catch {
    return null;
  }
}

const stopped = () => new RequestError('invalid_request', 'aborted', 'The payment was stopped before it was sent.');
const unreachable = () =>
  new RequestError(
    'system_error',
    'unreachable',
    'The payment server cannot be reached. Nothing was charged; try again.',
  );
