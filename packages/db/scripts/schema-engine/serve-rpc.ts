import { createInterface } from 'node:readline';
import * as z from 'zod';
import { callEngine } from './call-engine.ts';
import { type LoadedEngine, loadEngine } from './load-engine.ts';
import type { RpcInvocation } from './parse-arguments.ts';

const Request = z.object({ id: z.union([z.number(), z.string()]), method: z.string(), params: z.unknown() });

// The code of the JSON-RPC error by which the native engine reports a failed command, and its exit code after a panic.
const COMMAND_FAILED = 4466;
const PANICKED = 101;

interface EngineError {
  readonly message?: string;
  /** Index of the adapter's own error, when the engine only passes one on. */
  readonly id?: number;
  readonly code?: string;
  readonly error_code?: string;
  readonly meta?: unknown;
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function commandFailed(id: number | string, data: object): object {
  const error = { code: COMMAND_FAILED, message: 'An error happened. Check the data field for details.', data };
  return { id, error };
}

function originalMessage(error: EngineError, loaded: LoadedEngine | null): string {
  // The engine wraps an error of the adapter as text that only names its index.
  const index = error.id ?? /External error id#(\d+)/.exec(error.message ?? '')?.[1];
  const original = index === undefined ? undefined : loaded?.errors.consumeError(Number(index))?.error;
  const message = error.message ?? 'the schema engine failed';
  return original instanceof Error ? `${message}\n${original.message}` : message;
}

/**
 * A panic of the engine surfaces as an uncaught exception and leaves it unusable. Without an answer and a failing exit code, Prisma would
 * take the silence for success.
 */
function answerPanics(currentId: () => number | string): void {
  let panicMessage = '';
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (panicMessage = message) },
  });
  process.once('uncaughtException', (error) => {
    const message = `the schema engine panicked: ${panicMessage || error.message}`;
    send(commandFailed(currentId(), { is_panic: false, message, error_code: null, meta: null }));
    process.stderr.write(`${message}\n`, () => process.exit(PANICKED));
  });
}

/** Answers Prisma's requests, one JSON document a line, until stdin ends. */
export async function serveRpc(invocation: RpcInvocation): Promise<void> {
  let loaded: LoadedEngine | null = null;
  let currentId: number | string = 0;
  let nextPrintId = 1_000_000;
  // Prisma shows a person what a command says when the engine asks for it by a request of its own.
  const print = (content: string) => send({ id: nextPrintId++, method: 'print', params: { content } });
  answerPanics(() => currentId);

  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const request = Request.safeParse(JSON.parse(line));
    // What is no request is Prisma's answer to a print.
    if (!request.success) continue;
    const { id, method, params } = request.data;
    currentId = id;
    try {
      loaded ??= await loadEngine(invocation);
      send({ id, result: await callEngine(loaded.engine, method, params, print) });
    } catch (thrown) {
      const error = thrown as EngineError;
      const message = originalMessage(error, loaded);
      send(
        commandFailed(id, {
          is_panic: false,
          message,
          error_code: error.code ?? error.error_code,
          meta: error.meta ?? null,
        }),
      );
    }
  }
}
