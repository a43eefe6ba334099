import { expect, it } from 'vitest';
import { interleave } from './interleave.ts';

it('alternates the contestants and turns the order round every other time', async () => {
  const order: string[] = [];
  const measure = (name: string) => async () => order.push(name);
  const results = await interleave(3, { ours: measure('ours'), limit: measure('limit') });
  expect(order).toEqual(['ours', 'limit', 'limit', 'ours', 'ours', 'limit']);
  expect(results).toEqual({ ours: [1, 4, 5], limit: [2, 3, 6] });
});

it('stops at the first contestant that fails', async () => {
  const fails = () => Promise.reject(new Error('no server'));
  await expect(interleave(2, { fails })).rejects.toThrow('no server');
});
