import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Order } from './order.ts';

/** The shop's orders, kept in a file of one JSON line each so that a restart forgets none. A real shop has a database. */
export class OrderStore {
  readonly #file: string;
  readonly #orders = new Map<string, Order>();

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'shop-orders.jsonl');
    mkdirSync(dataDir, { recursive: true });
    for (const line of readLines(this.#file)) {
      // The last line may be half written after a crash; its session is found again by the order's idempotency key.
      try {
        const order = JSON.parse(line) as Order;
        this.#orders.set(order.id, order);
      } catch {
        continue;
      }
    }
  }

  find(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  /** A later line of the same id replaces an earlier one. */
  save(order: Order): void {
    appendFileSync(this.#file, `${JSON.stringify(order)}\n`, { mode: 0o600 });
    this.#orders.set(order.id, order);
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
