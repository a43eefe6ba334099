import { vi } from 'vitest';
import type { FieldKind, FrameConnect, FrameMessage, PageMessage } from '@fieldfare/protocol';

/** A PT token as far as the SDK reads one. */
export function ptTokenOf(merchantUid: string): string {
  return `e30.${btoa(JSON.stringify({ merchant_uid: merchantUid })).replaceAll('=', '')}.sig`;
}

/** Plays the document inside a field's frame, for tests without a fields server. */
export class FrameInPage {
  readonly connect: FrameConnect;
  /** What the page has said over the port. */
  readonly messages: PageMessage[] = [];
  readonly #port: MessagePort;

  private constructor(connect: FrameConnect, port: MessagePort) {
    this.connect = connect;
    this.#port = port;
    port.addEventListener('message', ({ data }) => this.messages.push(data as PageMessage));
    port.start();
  }

  /** Boots the frame of a kind as the browser would, and takes the port that the page answers with. */
  static async boot(kind: string, fieldsOrigin: string): Promise<FrameInPage> {
    const iframe = await vi.waitFor(() => {
      const found = document.querySelector<HTMLIFrameElement>(`iframe[src][name^="${kind}."]`);
      if (found === null) throw new Error(`${kind} is not loading`);
      return found;
    });
    const [, frame] = iframe.name.split('.');
    const handed = Promise.withResolvers<FrameInPage>();
    const source = iframe.contentWindow;
    if (source === null) throw new Error('no window');
    source.postMessage = ((connect: FrameConnect, _target: unknown, [port]: MessagePort[]) => {
      if (port !== undefined) handed.resolve(new FrameInPage(connect, port));
    }) as typeof source.postMessage;
    const data = { type: 'fieldfare:boot', frame };
    window.dispatchEvent(new MessageEvent('message', { data, origin: fieldsOrigin, source }));
    return handed.promise;
  }

  /** Says something to the page, and waits until it has heard. */
  async tell(message: FrameMessage): Promise<void> {
    this.#port.postMessage(message, []);
    await this.settled();
  }

  /** A whole and good value was typed. */
  type(kind: FieldKind): Promise<void> {
    const good = { focused: true, empty: false, dirty: true, complete: true, valid: true, error: null, brand: null };
    return this.tell({ type: 'change', state: { kind, ...good } });
  }

  /** The first message of a type that the page sends. */
  received<T extends PageMessage['type']>(type: T): Promise<Extract<PageMessage, { type: T }>> {
    return vi.waitFor(() => {
      const found = this.messages.find((message) => message.type === type);
      if (found === undefined) throw new Error(`no ${type} was sent`);
      return found as Extract<PageMessage, { type: T }>;
    });
  }

  /** Messages between ports take a turn of the event loop. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
