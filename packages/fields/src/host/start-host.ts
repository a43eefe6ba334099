import { PROTOCOL_VERSION, TOKEN_KINDS } from '@fieldfare/protocol/constants';
import type {
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
import { callError } from './call-result.ts';
import { Challenge } from './challenge.ts';
import { formatAmount } from './format-amount.ts';
import { renewSession, shakeHands } from './handshake.ts';
import type { HostSession } from './handshake.ts';
import { Line } from './line.ts';
import { PageCalls } from './page-calls.ts';
import { PaymentNews } from './payment-news.ts';
import { refusalMessage } from './refusal-message.ts';
import { RequestError } from './request-error.ts';
import { RequestQueue } from './request-queue.ts';
import { Siblings } from './siblings.ts';

/** Refusals that a new PT token of the same session mends. */
const RENEWABLE = new Set([
  'token_expired',
  'token_used',
  'invalid_token',
  'token_unknown_key',
  'session_already_hosted',
]);

/** The host runtime of one frame: one socket, one session, and all calls of the page. */
export function startHost({ config, frame, field, words, send }: HostContext): HostRuntime {
  const keys = generateHostKeys();
  const requests = new RequestQueue();
  const siblings = new Siblings(requests, keys, (country) => field?.setCountry(country));
  const news = new PaymentNews((payment) => send({ type: 'status', payment }));
  const learned = (payment: PaymentResult): void => news.learn(payment);
  const challenge = new Challenge({ requests, keys, words, learned, send, session: () => session });
  const calls = new PageCalls({
    frame,
    field,
    siblings,
    requests,
    keys,
    words,
    challenge,
    learned,
    showSession,
    hasSavedCard: () => hasSavedCard,
    // As it is now: an update since it was opened is what the shopper was shown.
    session: async () => {
      const first = await opened.promise;
      return session ?? first;
    },
    answer: (call, result) => send({ type: 'result', call, result }),
  });
  let token = '';
  let observedOrigin = '';
  let hasSavedCard = false;
  let session: HostSession | null = null;
  let opened = Promise.withResolvers<HostSession>();
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

  return {
    open,
    onPageMessage,
    // A bank account's field knows of no brand; the card number beside it may.
    onFieldChange: ({ kind, brand }) => void (kind.startsWith('card') && siblings.setBrand(brand)),
    onWordsChange: showMandate,
  };

  /** Takes a PT token only where the browser says that it comes from the page that the token and this document are for. */
  function open(ptToken: string, origin: string): void {
    const claims = readClaims(ptToken);
    if (!isPtClaims(claims) || claims.aud !== TOKEN_KINDS.pt.aud) return fail('invalid_token');
    if (claims.origin !== origin || claims.origin !== config.origin) return fail('origin_mismatch');
    if (claims.merchant_uid !== config.merchant_uid) return fail('merchant_mismatch');
    token = ptToken;
    observedOrigin = origin;
    hasSavedCard = claims.saved_card === true;
    session = null;
    line.open();
  }

  function onPageMessage(message: PageMessage, ports: readonly MessagePort[]): void {
    if (message.type === 'sibling') {
      if (ports[0] === undefined) return;
      if (message.kind === 'challenge') challenge.join(ports[0]);
      else siblings.add(message.frame, message.kind, ports[0]);
    } else if (message.type === 'sibling_gone') siblings.remove(message.frame);
    else if (message.type === 'abort') calls.abort(message.call);
    else if (message.type === 'dismiss') void challenge.dismiss();
    else if ('call' in message) void calls.begin(message);
  }

  function onPush<P extends FieldsPush>(event: P, payload: FieldsPushPayload<P>): void {
    if (event === 'payment:updated') {
      news.learn(payload as PaymentUpdate);
      challenge.onUpdate(payload as PaymentUpdate);
    } else if (event === 'session:updated') showSession(payload as SessionView);
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
    showMandate();
    if (view.saved_method !== null) field?.setBrand(view.saved_method.method.brand);
    if (view.payment === null) return;
    news.learn(view.payment);
    // A page that was reloaded while the bank waited for its cardholder takes the question up again.
    if (view.payment.action !== null) void challenge.run(view.payment);
  }

  /** What a payer of a bank account agrees to, in the shopper's language, for the page to show beside its button. */
  function showMandate(): void {
    if (session === null || !session.view.methods.includes('ach')) return;
    const { merchant_name: merchant, total_minor, currency } = session.view;
    const amount = formatAmount(total_minor, currency, words.locale);
    send({ type: 'mandate', text: words.say('ach_authorization', { merchant, amount }) });
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
