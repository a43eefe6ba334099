import { Customer } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(() => stack.close());

const create = async (body: object) =>
  Customer.parse((await stack.request('POST', '/v1/customers', { body: { name: 'Ada', ...body } })).body);
const update = (id: string, body: object) => stack.request('POST', `/v1/customers/${id}`, { body });
const keys = (count: number, prefix: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`${prefix}${place}`, 'kept']));

describe('a customer’s metadata', () => {
  it('is merged: keys are added and replaced, and one with an empty value goes', async () => {
    const { id } = await create({ metadata: { plan: 'gold', since: '2026', note: 'old' } });
    const answer = await update(id, { metadata: { plan: 'silver', note: '', team: 'blue' } });
    const metadata = { plan: 'silver', since: '2026', team: 'blue' };
    expect(answer).toMatchObject({ status: 200, body: { name: 'Ada' } });
    expect(Customer.parse(answer.body).metadata).toEqual(metadata);
    expect(Customer.parse((await stack.request('GET', `/v1/customers/${id}`)).body).metadata).toEqual(metadata);
  });

  it('has at most 20 keys, whatever it is merged from', async () => {
    const { id } = await create({ metadata: keys(20, 'a') });
    expect(await update(id, { metadata: keys(1, 'b') })).toMatchObject({
      status: 422,
      body: { error: { code: 'parameter_invalid', param: 'metadata', message: expect.stringContaining('20') } },
    });
    expect((await stack.request('GET', `/v1/customers/${id}`)).body).toMatchObject({ metadata: keys(20, 'a') });
    expect((await update(id, { metadata: { a0: '', b0: 'kept' } })).status).toBe(200);
  });

  it('keeps what each of several changes at once adds', async () => {
    const { id } = await create({});
    const answers = await Promise.all(
      Object.keys(keys(12, 'k')).map((key) => update(id, { metadata: { [key]: 'kept' } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { metadata } = Customer.parse((await stack.request('GET', `/v1/customers/${id}`)).body);
    expect(metadata).toEqual(keys(12, 'k'));
  });
});

it('changes in what is named alone, and null takes it away', async () => {
  const { id } = await create({ email: 'ada@shop.example', reference: 'c-1' });
  expect((await update(id, { email: null })).body).toMatchObject({ name: 'Ada', email: null, reference: 'c-1' });
  expect((await update(id, { name: 'Ada L.' })).body).toMatchObject({ name: 'Ada L.', email: null, reference: 'c-1' });
});

it('is nobody else’s to change', async () => {
  const { id } = await create({});
  const { secret } = await createTestMerchant(stack.composed, 'Stranger');
  const answer = await stack.request('POST', `/v1/customers/${id}`, { token: secret, body: { name: 'Eve' } });
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'customer_not_found' } } });
  expect((await stack.request('GET', `/v1/customers/${id}`)).body).toMatchObject({ name: 'Ada' });
});
