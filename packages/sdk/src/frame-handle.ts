import type { FrameConnect, FrameKind, FrameMessage, PageMessage } from '@fieldfare/protocol';
import { isFrameBoot, isFrameMessage } from '@fieldfare/protocol/validators';
import { explainLoadFailure } from './explain-load-failure.ts';
import type { LoadFailure } from './explain-load-failure.ts';
import { SDK_VERSION } from './version.ts';

export interface FrameEvents {
  /** The frame's document runs; answers what it is told with its port. */
  booted(): Promise<Pick<FrameConnect, 'pt_token' | 'setup'>>;
  message(message: FrameMessage): void;
  /** The document that was connected is gone, with all that it held: the page moved or removed its element. It may boot again. */
  gone(): void;
  failed(failure: LoadFailure): void;
}

const SILENT_AFTER_LOAD_MS = 1_000;
const BOOTED_WITHIN_MS = 10_000;

/** One iframe of the fields origin: made, loaded with retries, listened to by source and origin, and gone without a trace. */
export class FrameHandle {
  readonly id = crypto.randomUUID();
  readonly kind: FrameKind;
  readonly element: HTMLIFrameElement;
  readonly #fieldsOrigin: string;
  readonly #events: FrameEvents;
  readonly #gone = new AbortController();
  #port: MessagePort | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #url: string | null = null;

  constructor(kind: FrameKind, fieldsOrigin: string, events: FrameEvents) {
    this.kind = kind;
    this.#fieldsOrigin = fieldsOrigin;
    this.#events = events;
    this.element = document.createElement('iframe');
    // Not in the address: five frames of one address are one document to the browser's caches, compiled code included.
    this.element.name = `${kind}.${this.id}`;
    // Until the frame says what it is called in its field's words.
    this.element.title = kind.replaceAll('-', ' ');
    this.element.allow = '';
    const { signal } = this.#gone;
    addEventListener('message', (event) => void this.#onWindowMessage(event), { signal });
    addEventListener('online', () => this.#load(), { signal });
    // A document that runs has said so by the time it has loaded; what loads in silence is a refusal or a blocked frame.
    this.element.addEventListener('load', () => this.#expectBoot(SILENT_AFTER_LOAD_MS), { signal });
  }

  /** Says where to load from: at once where the element stands in the document, and else as soon as it does. */
  load(merchantUid: string): void {
    const origin = encodeURIComponent(location.origin);
    const part = this.kind === 'challenge' ? '&part=challenge' : '';
    this.#url = `${this.#fieldsOrigin}/fields/v1/${encodeURIComponent(merchantUid)}?origin=${origin}&version=${SDK_VERSION}${part}`;
    this.#load();
  }

  post(message: PageMessage, transfer: Transferable[] = []): void {
    this.#port?.postMessage(message, transfer);
  }

  /** Hands a further PT token to a frame that is connected already. */
  renew(ptToken: string): void {
    this.#postToWindow({ type: 'fieldfare:connect', frame: this.id, pt_token: ptToken, setup: null }, []);
  }

  remove(): void {
    this.#gone.abort();
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#port = null;
    this.element.remove();
  }

  #load(): void {
    if (this.#url === null || this.#port !== null || this.#gone.signal.aborted) return;
    // The same address again would not navigate; an element that is put in anew begins anew.
    const { parentNode, nextSibling } = this.element;
    if (this.#attempt > 0) this.element.remove();
    this.element.src = this.#url;
    if (this.#attempt > 0) parentNode?.insertBefore(this.element, nextSibling);
    this.#attempt += 1;
    this.#expectBoot(BOOTED_WITHIN_MS);
  }

  #expectBoot(withinMs: number): void {
    if (this.#url === null || this.#port !== null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#explain(), withinMs);
  }

  /** Says why there is no frame, once it is certain or has happened twice, and tries again later where that can help. */
  async #explain(): Promise<void> {
    const failure = await explainLoadFailure(this.#url ?? '');
    if (this.#gone.signal.aborted || this.#port !== null) return;
    if (failure.isFinal || this.#attempt === 2) this.#events.failed(failure);
    if (failure.isFinal) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), Math.min(1_000 * 2 ** (this.#attempt - 1), 30_000));
  }

  async #onWindowMessage({ source, origin, data }: MessageEvent): Promise<void> {
    const isOurs = source !== null && source === this.element.contentWindow && origin === this.#fieldsOrigin;
    if (!isOurs || !isFrameBoot(data) || data.frame !== this.id) return;
    clearTimeout(this.#timer);
    if (this.#port !== null) this.#lose(this.#port);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    // Browsers that tell so do it at once; in others it shows when the document boots again.
    port1.addEventListener('close', () => this.#lose(port1));
    port1.addEventListener('message', ({ data: message }) => {
      if (!isFrameMessage(message)) return;
      if (message.type === 'title') this.element.title = message.title;
      this.#events.message(message);
    });
    port1.start();
    const told = await this.#events.booted();
    if (!this.#gone.signal.aborted) this.#postToWindow({ type: 'fieldfare:connect', frame: this.id, ...told }, [port2]);
  }

  #lose(port: MessagePort): void {
    if (this.#port !== port) return;
    port.close();
    this.#port = null;
    this.#events.gone();
  }

  #postToWindow(message: FrameConnect, transfer: Transferable[]): void {
    this.element.contentWindow?.postMessage(message, this.#fieldsOrigin, transfer);
  }
}
