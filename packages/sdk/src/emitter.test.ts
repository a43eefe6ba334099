import { afterEach, expect, it, vi } from 'vitest';
import { Emitter } from './emitter.ts';

afterEach(() => vi.unstubAllGlobals());

it('tells every listener until it unsubscribes', () => {
  const emitter = new Emitter<{ change: number }>('change');
  const heard: number[] = [];
  const off = emitter.on('change', (value) => heard.push(value));
  emitter.on('change', (value) => heard.push(value * 10));
  emitter.emit('change', 1);
  off();
  emitter.emit('change', 2);
  expect(heard).toEqual([1, 10, 20]);
});

it('tells the others when a listener throws, and lets the error surface', () => {
  const reported = vi.fn<(error: unknown) => void>();
  vi.stubGlobal('reportError', reported);
  const emitter = new Emitter<{ change: number }>('change');
  const heard: number[] = [];
  emitter.on('change', () => {
    throw new Error('in the page');
  });
  emitter.on('change', (value) => heard.push(value));
  emitter.emit('change', 1);
  expect(heard).toEqual([1]);
  expect(reported).toHaveBeenCalledWith(expect.objectContaining({ message: 'in the page' }));
});
