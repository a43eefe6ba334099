import { type Login, LOGINS } from './stack.ts';

/** What came back, refused or not: tests of refusals want the status, not an exception. */
export interface RestAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
  text: string;
}

export interface RestCall {
  body?: unknown;
  headers?: Record<string, string>;
  /** Another bearer than the client's own; null sends none. */
  bearer?: string | null;
}

export interface RestError {
  error: { type: string; code: string; message: string; request_id: string; doc_url: string };
}

export interface Payment {
  id: string;
  session: string | null;
  status: string;
  amount_minor: number;
  fee_minor: number;
  total_minor: number;
  authorized_minor: number;
  captured_minor: number;
  currency: string;
  record_number: string;
  decline_code: string | null;
  reference: string | null;
  version: number;
  method: { brand: string; last4: string } | null;
}

export interface Session {
  id: string;
  session_key: string;
  pt_token: string;
  status: string;
  amount_minor: number;
  total_minor: number;
  payment: { id: string; status: string } | null;
}

export interface NewSession {
  amountMinor: number;
  reference?: string;
  origin?: string;
  /** A session that saves a payment method, and has no amount. */
  isSetup?: boolean;
  /** The saved card that is paid with. */
  paymentMethod?: string;
  /** What the page's own script may do to the payment. */
  pageMay?: ('confirm' | 'cancel')[];
  /** Whose payment it will be. */
  customer?: string;
}

/** The merchant's view of the payment server: REST with a bearer of its own choice. */
export class RestClient {
  readonly #origin: string;
  readonly #bearer: string;
  readonly #shopOrigin: string;

  constructor(options: { payments: string; shop: string; bearer: string }) {
    this.#origin = options.payments;
    this.#shopOrigin = options.shop;
    this.#bearer = options.bearer;
  }

  async call<T = RestError>(
    method: string,
    path: string,
    { body, headers = {}, bearer }: RestCall = {},
  ): Promise<RestAnswer<T>> {
    const key = bearer === undefined ? this.#bearer : bearer;
    const response = await fetch(`${this.#origin}/v1${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null, text };
  }

  /** A session of the demo merchant in USD. */
  async createSession({
    amountMinor,
    reference,
    origin,
    pageMay,
    customer,
    isSetup = false,
    paymentMethod,
  }: NewSession): Promise<Session> {
    const body = {
      ...(isSetup ? { mode: 'setup' } : { amount_minor: amountMinor }),
      ...(paymentMethod === undefined ? {} : { payment_method: paymentMethod }),
      currency: 'USD',
      origin: origin ?? this.#shopOrigin,
      ...(reference ? { reference } : {}),
      ...(pageMay ? { page_may: pageMay } : {}),
      ...(customer ? { customer } : {}),
    };
    return this.#expect('POST', '/sessions', body);
  }

  session(id: string): Promise<Session> {
    return this.#expect('GET', `/sessions/${id}`);
  }

  /** A PT token of a new generation: the page that held the one before loses the session. */
  async newPtToken(session: string): Promise<string> {
    const { pt_token: token } = await this.#expect<{ pt_token: string }>('POST', `/sessions/${session}/token`, {});
    return token;
  }

  /** A customer of the demo merchant, and the address by which they open an account. */
  async inviteCustomer(email: string): Promise<{ customer: string; url: string }> {
    const { id } = await this.#expect<{ id: string }>('POST', '/customers', { name: 'Ada Shopper', email });
    const { url } = await this.#expect<{ url: string }>('POST', `/customers/${id}/account`, {});
    return { customer: id, url };
  }

  /** What a call carries that the demo merchant's owner makes: more than any API key may. */
  async asOwner(): Promise<Required<Pick<RestCall, 'bearer' | 'headers'>>> {
    const { body: owner } = await this.call<{ token: string; user: { merchants: { id: string }[] } }>(
      'POST',
      '/console/sign_in',
      { body: LOGINS.owner, bearer: null },
    );
    const headers = { 'fieldfare-merchant': owner.user.merchants[0]?.id ?? '', 'fieldfare-mode': 'test' };
    return { bearer: owner.token, headers };
  }

  /** Somebody new who works for the demo merchant, and what they sign in with. */
  async addPerson(role: string, name = 'Somebody new'): Promise<Login> {
    const person = { email: `person-${crypto.randomUUID()}@demo.test`, password: 'somebody new 12345' };
    const { email, password } = person;
    const invited = await this.call<{ url: string }>('POST', '/team', {
      ...(await this.asOwner()),
      body: { email, name, role },
    });
    const invitation = invited.body?.url.split('#')[1];
    const joined = await this.call('POST', '/console/team_invitations/accept', {
      body: { invitation, password },
      bearer: null,
    });
    if (joined.status !== 200) throw new Error(`Nobody was added: ${invited.text} ${joined.text}`);
    return person;
  }

  payment(id: string): Promise<Payment> {
    return this.#expect('GET', `/payments/${id}`);
  }

  confirm(id: string): Promise<Payment> {
    return this.#expect('POST', `/payments/${id}/confirm`, {});
  }

  cancel(id: string): Promise<Payment> {
    return this.#expect('POST', `/payments/${id}/cancel`, {});
  }

  /** Every try at a session, the newest first. */
  async paymentsOf(session: string): Promise<Payment[]> {
    const { data } = await this.#expect<{ data: Payment[] }>('GET', `/payments?session=${session}`);
    return data;
  }

  async #expect<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }
}
