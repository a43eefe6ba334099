import { vi } from 'vitest';

export interface ZeroingWatch {
  /** Copies of what whole buffers held when they were filled with zeros, in that order. */
  wiped: Buffer[];
  /** How many of them were these bytes. */
  timesWiped(bytes: Uint8Array | string): number;
  stop(): void;
}

/** Watches what is filled with zeros from here on. */
export function watchZeroing(): ZeroingWatch {
  const wiped: Buffer[] = [];
  const { fill } = Buffer.prototype;
  const spy = vi.spyOn(Buffer.prototype, 'fill').mockImplementation(function (this: Buffer, ...args: unknown[]) {
    if (args.length === 1 && args[0] === 0) wiped.push(Buffer.from(this));
    return fill.apply(this, args);
  });
  return {
    wiped,
    timesWiped: (bytes) => wiped.filter((copy) => copy.equals(Buffer.from(bytes))).length,
    stop: () => spy.mockRestore(),
  };
}
