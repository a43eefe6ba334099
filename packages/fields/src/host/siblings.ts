import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type { CardBrand, FieldKind, FieldProblem, HostMessage } from '@fieldfare/protocol';
import { isSealedValue, isSiblingMessage } from '@fieldfare/protocol/validators';
import type { HostKeys } from '../crypto/generate-host-keys.ts';
import { openJwe } from '../crypto/open-jwe.ts';
import type { HostSession } from './handshake.ts';
import { RequestError } from './request-error.ts';
import type { RequestQueue } from './request-queue.ts';

interface Sibling {
  frame: string;
  kind: FieldKind;
  port: MessagePort;
  /** The session generation whose credentials it was given; 0 before the first. */
  generation: number;
}

/** One collection of one sibling's value. */
interface Collection {
  sibling: Sibling;
  checked: PromiseWithResolvers<FieldProblem | null>;
  value: PromiseWithResolvers<string>;
}

export interface Problem extends FieldProblem {
  frame: string;
}

const CHECKED_WITHIN_MS = 3_000;

/** The other fields of the page, as the host knows them: gives them credentials, redeems their tokens, collects their sealed values. */
export class Siblings {
  readonly #requests: RequestQueue;
  readonly #keys: Promise<HostKeys>;
  readonly #onCountry: (country: string) => void;
  readonly #siblings = new Map<string, Sibling>();
  readonly #collections = new Map<string, Collection>();
  #session: HostSession | null = null;
  #brand: CardBrand | null = null;

  constructor(requests: RequestQueue, keys: Promise<HostKeys>, onCountry: (country: string) => void) {
    this.#onCountry = onCountry;
    this.#requests = requests;
    this.#keys = keys;
  }

  add(frame: string, kind: FieldKind, port: MessagePort): void {
    this.remove(frame);
    const sibling: Sibling = { frame, kind, port, generation: 0 };
    this.#siblings.set(frame, sibling);
    port.addEventListener('message', ({ data }) => void this.#onMessage(sibling, data));
    port.start();
    tell(sibling, { type: 'brand', brand: this.#brand });
    void this.#equip();
  }

  remove(frame: string): void {
    this.#siblings.get(frame)?.port.close();
    this.#siblings.delete(frame);
  }

  /** A session is open: every sibling that lacks its credentials gets them. */
  useSession(session: HostSession): void {
    this.#session = session;
    void this.#equip();
  }

  /** What a country field says is told to every other, and to the host's own. */
  #spreadCountry(country: string): void {
    this.#onCountry(country);
    for (const sibling of this.#siblings.values()) tell(sibling, { type: 'country', country });
  }

  setBrand(brand: CardBrand | null): void {
    if (brand === this.#brand) return;
    this.#brand = brand;
    for (const sibling of this.#siblings.values()) tell(sibling, { type: 'brand', brand });
  }

  /**
   * Asks every sibling of these kinds to check itself and to hand over its value. `problems` comes at once; the values wait until each
   * sibling has verified this host.
   */
  collect(
    call: number,
    kinds: ReadonlySet<FieldKind>,
  ): { problems: Promise<Problem[]>; values: Promise<[FieldKind, string][]> } {
    const asked = [...this.#siblings.values()].filter(({ kind }) => kinds.has(kind));
    const collections = asked.map((sibling) => this.#ask(sibling, call));
    const problems = Promise.all(collections.map(({ sibling, checked }) => problemOf(sibling, checked.promise)));
    const values = Promise.all(
      collections.map(async ({ sibling, value }): Promise<[FieldKind, string]> => [sibling.kind, await value.promise]),
    );
    // Nobody may be waiting for the values when a field turns out to be invalid.
    values.catch(() => undefined);
    return { problems: problems.then((found) => found.filter((problem) => problem !== null)), values };
  }

  #ask(sibling: Sibling, call: number): Collection {
    const collection: Collection = { sibling, checked: Promise.withResolvers(), value: Promise.withResolvers() };
    this.#collections.set(`${sibling.frame} ${call}`, collection);
    tell(sibling, { type: 'collect', call });
    return collection;
  }

  async #equip(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { generation } = session.claims;
    const waiting = [...this.#siblings.values()].filter((sibling) => sibling.generation !== generation);
    if (waiting.length === 0) return;
    for (const sibling of waiting) sibling.generation = generation;
    try {
      const { tokens } = await this.#requests.request('host:siblingTokens', { kinds: waiting.map(({ kind }) => kind) });
      const { hostToken: host_token, payloadKeyDocument: payload_key, serverTime: server_time } = session;
      for (const { kind, sibling_token } of tokens) {
        const sibling = waiting.find((candidate) => candidate.kind === kind);
        if (sibling) tell(sibling, { type: 'credentials', host_token, payload_key, sibling_token, server_time });
      }
    } catch {
      for (const sibling of waiting) sibling.generation = 0;
    }
  }

  async #onMessage(sibling: Sibling, message: unknown): Promise<void> {
    if (!isSiblingMessage(message)) return;
    if (message.type === 'refused') sibling.generation = 0;
    else if (message.type === 'country') this.#spreadCountry(message.country);
    else if (message.type === 'brand') this.setBrand(message.brand);
    else if (message.type === 'redeem') await this.#redeem(sibling, message.sibling_token);
    else if (message.type === 'checked' || message.type === 'value') {
      const collection = this.#collections.get(`${sibling.frame} ${message.call}`);
      if (message.type === 'checked') collection?.checked.resolve(message.problem);
      else
        await this.#open(sibling, message.call, message.sealed).then(
          collection?.value.resolve,
          collection?.value.reject,
        );
    }
  }

  /** The sibling proved nothing to the server yet: its token does, over this connection, so that a checkout costs one socket. */
  async #redeem(sibling: Sibling, token: string): Promise<void> {
    try {
      await this.#requests.request('sibling:connect', { sibling_token: token, kind: sibling.kind });
    } catch {
      sibling.generation = 0;
    }
  }

  async #open(sibling: Sibling, call: number, sealed: string): Promise<string> {
    const { sealingKey } = await this.#keys;
    const content: unknown = JSON.parse(await openJwe(sealingKey, DOCUMENT_TYPES.sealedValue, sealed));
    const sessionKey = this.#session?.claims.session_key;
    const isExpected =
      isSealedValue(content) &&
      content.kind === sibling.kind &&
      content.call === call &&
      content.session_key === sessionKey;
    if (!isExpected) {
      const message = 'A field answered for another payment. Reload the page and try again.';
      throw new RequestError('system_error', 'sibling_value_refused', message);
    }
    return content.value;
  }
}

async function problemOf({ frame }: Sibling, checked: Promise<FieldProblem | null>): Promise<Problem | null> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const message = 'A field does not answer. Reload the page.';
  const timer = setTimeout(() => reject(new RequestError('system_error', 'field_silent', message)), CHECKED_WITHIN_MS);
  const problem = await Promise.race([checked, late]).finally(() => clearTimeout(timer));
  return problem && { ...problem, frame };
}

function tell({ port }: Sibling, message: HostMessage): void {
  port.postMessage(message);
}
