import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Context {
  context: string;
  children: Context[] | null;
}

/**
 * A Firefox as Debian ships it, driven over WebDriver BiDi (W3C) without a driver between: Playwright's own Firefox is another program, and
 * asks released ones for commands that they do not have.
 */
export class BidiFirefox {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #end: () => Promise<void>;
  #tab = '';

  private constructor(socket: WebSocket, end: () => Promise<void>) {
    this.#socket = socket;
    this.#end = end;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
  }

  /** Starts it without a window, with a profile of its own. */
  static async launch(program: string): Promise<BidiFirefox> {
    const profile = await mkdtemp(join(tmpdir(), 'fieldfare-firefox-'));
    const args = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile];
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const end = async (): Promise<void> => {
      child.kill();
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };
    const address = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      void exited.then(() => reject(new Error('Firefox ended while it was starting')));
      createInterface(child.stderr).on('line', (line) => {
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const firefox = new BidiFirefox(socket, end);
    await firefox.#send('session.new', { capabilities: {} });
    const { context } = await firefox.#send<Context>('browsingContext.create', { type: 'tab' });
    firefox.#tab = context;
    return firefox;
  }

  async goto(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#tab, url, wait: 'complete' });
  }

  /** What an expression is in the page, or in the frame whose name begins with `frame`; undefined while there is none. */
  async evaluate(expression: string, frame?: string): Promise<unknown> {
    const context = frame === undefined ? this.#tab : await this.#frame(frame);
    if (context === undefined) return undefined;
    const params = { expression, target: { context }, awaitPromise: true };
    const { result } = await this.#send<{ result?: { value?: unknown } }>('script.evaluate', params);
    return result?.value;
  }

  /** Types into the one input of a frame, key by key. */
  async type(frame: string, text: string): Promise<void> {
    const context = await this.#frame(frame);
    if (context === undefined) throw new Error(`There is no frame of ${frame}.`);
    await this.evaluate(`{ const input = document.querySelector('input'); input.focus(); input.select(); }`, frame);
    const keys = Array.from(text, (value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]).flat();
    await this.#send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions: keys }] });
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#end();
  }

  /** The tree of contexts says no names, so each frame is asked for its own. */
  async #frame(name: string): Promise<string | undefined> {
    const { contexts } = await this.#send<{ contexts: Context[] }>('browsingContext.getTree', { root: this.#tab });
    for (const { context } of contexts[0]?.children ?? []) {
      const params = { expression: 'window.name', target: { context }, awaitPromise: false };
      const { result } = await this.#send<{ result?: { value?: unknown } }>('script.evaluate', params);
      if (String(result?.value).startsWith(name)) return context;
    }
    return undefined;
  }

  #send<T = unknown>(method: string, params: object): Promise<T> {
    const id = this.#waiting.size + 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return waiting.promise as Promise<T>;
  }

  #receive(text: string): void {
    const answer = JSON.parse(text) as {
      id?: number;
      type: string;
      result?: unknown;
      error?: string;
      message?: string;
    };
    if (answer.id === undefined) return;
    const waiting = this.#waiting.get(answer.id);
    if (answer.type === 'error') waiting?.reject(new Error(`${answer.error}: ${answer.message}`));
    else waiting?.resolve(answer.result);
  }
}
