import type { ConsoleSignIn } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation, createCustomer, createShopper, invite, signInShopper } from '../../testing/shopper.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD } from '../../testing/test-merchant.ts';

const OTHER_PASSWORD = 'another horse battery staple';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  await stack.close();
});

const account = async (customer: string) => (await stack.request('GET', `/v1/customers/${customer}/account`)).body;
const remove = (customer: string) => stack.request('POST', `/v1/customers/${customer}/account/remove`);
const lookUp = (invitation: string) =>
  stack.request('POST', '/v1/console/invitations/look_up', { token: null, body: { invitation } });

describe('an invitation', () => {
  it('[SH4] opens an account by a password of the shopper’s choice, once', async () => {
    const customer = await createCustomer(stack, 'ada@shopper.test');
    expect(await account(customer)).toMatchObject({ status: 'none', email: null });
    const token = await invite(stack, customer);
    expect(await account(customer)).toMatchObject({ status: 'invited', email: 'ada@shopper.test' });
    expect(await lookUp(token)).toMatchObject({
      status: 200,
      body: { merchant: { id: stack.merchant.id, name: 'Test merchant' }, mode: 'test', has_account: false },
    });
    expect((await acceptInvitation(stack, token)).status).toBe(200);
    expect(await acceptInvitation(stack, token)).toMatchObject({
      status: 404,
      body: { error: { code: 'invitation_not_found' } },
    });
    expect(await account(customer)).toMatchObject({ status: 'active', email: 'ada@shopper.test' });
    expect((await signInShopper(stack, 'Ada@Shopper.test')).body).toMatchObject({
      user: { role: 'CUSTOMER', merchants: [], shopper: { merchant: { id: stack.merchant.id }, mode: 'test' } },
    });
  });

  it('[SH4] is void once another was made, once it has run out, and where nobody made it', async () => {
    const customer = await createCustomer(stack, 'bea@shopper.test');
    const first = await invite(stack, customer);
    const second = await invite(stack, customer);
    expect((await acceptInvitation(stack, first)).status).toBe(404);
    expect((await acceptInvitation(stack, 'A'.repeat(43))).status).toBe(404);
    stack.clock.advance(7 * 86_400_000);
    expect((await acceptInvitation(stack, second)).status).toBe(404);
    expect(await account(customer)).toMatchObject({ status: 'none' });
  });

  it('[SH4] of two who take it up at once serves one', async () => {
    const token = await invite(stack, await createCustomer(stack, 'cid@shopper.test'));
    const answers = await Promise.all([acceptInvitation(stack, token), acceptInvitation(stack, token)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('[SH4] for an e-mail that has an account asks for its password, so that nobody else is shown what comes later', async () => {
    const { email } = await createShopper(stack, 'dan@shopper.test');
    const later = await createCustomer(stack, email);
    const token = await invite(stack, later);
    expect((await lookUp(token)).body).toMatchObject({ has_account: true });
    expect(await acceptInvitation(stack, token, OTHER_PASSWORD)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_credentials' } },
    });
    expect(await account(later)).toMatchObject({ status: 'invited' });
    expect((await acceptInvitation(stack, token)).status).toBe(200);
    expect(await account(later)).toMatchObject({ status: 'active' });
  });

  it('[SH4] tells a merchant nothing about accounts elsewhere, with the same e-mail or of people who work somewhere', async () => {
    const other = await createTestMerchant(stack.composed, 'Other merchant');
    const { email } = await createShopper(stack, 'eve@shopper.test', other);
    for (const known of [email, stack.merchant.email('owner')]) {
      const token = await invite(stack, await createCustomer(stack, known));
      expect((await lookUp(token)).body).toMatchObject({ has_account: false });
      expect((await acceptInvitation(stack, token, OTHER_PASSWORD)).status).toBe(200);
      expect((await signInShopper(stack, known, { password: OTHER_PASSWORD })).status).toBe(200);
    }
    // The accounts that were there are as they were.
    expect((await signInShopper(stack, email, { merchant: other.id })).status).toBe(200);
    expect((await signInShopper(stack, email, { merchant: other.id, password: OTHER_PASSWORD })).status).toBe(401);
    expect((await stack.signIn('owner')).user).toMatchObject({ role: 'VENDOR', shopper: null });
    const body = { email: stack.merchant.email('owner'), password: OTHER_PASSWORD };
    expect((await stack.request('POST', '/v1/console/sign_in', { token: null, body })).status).toBe(401);
  });

  it('is for customers with an e-mail, of the merchant’s own', async () => {
    const { body } = await stack.request('POST', '/v1/customers', { body: { name: 'Nobody' } });
    expect(await stack.request('POST', `/v1/customers/${(body as { id: string }).id}/account`)).toMatchObject({
      status: 409,
      body: { error: { code: 'email_required' } },
    });
    const other = await createTestMerchant(stack.composed, 'Third merchant');
    const theirs = await createCustomer(stack, 'x@shopper.test', other);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/remove'],
    ] as const)
      expect((await stack.request(method, `/v1/customers/${theirs}/account${path}`)).status).toBe(404);
  });

  it('keeps neither the token nor the password anywhere, and leaves its trace in the audit log', async () => {
    const customer = await createCustomer(stack, 'flo@shopper.test');
    const token = await invite(stack, customer);
    await acceptInvitation(stack, token);
    await remove(customer);
    const { rows } = await stack.composed.database.pool.query<{ action: string }>(
      'SELECT action FROM audit_log WHERE subject = $1 ORDER BY id',
      [customer],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'customer.create',
      'customer_account.invite',
      'customer_account.accept',
      'customer_account.remove',
    ]);
    const written = stack.lines.join('\n');
    for (const secret of [token, PASSWORD]) expect(written).not.toContain(secret);
  });
});

describe('an account that was taken away', () => {
  it('[SH3] ends its sessions, and a new invitation gives it to whoever holds that, under a new password', async () => {
    const { customer, email, token } = await createShopper(stack, 'gil@shopper.test');
    expect(await remove(customer)).toMatchObject({ status: 200, body: { status: 'none' } });
    stack.clock.advance(1_000);
    expect((await stack.request('GET', '/v1/own/payments', { token })).status).toBe(401);
    expect((await signInShopper(stack, email)).status).toBe(401);
    const again = await invite(stack, customer);
    expect((await lookUp(again)).body).toMatchObject({ has_account: false });
    await acceptInvitation(stack, again, OTHER_PASSWORD);
    expect((await signInShopper(stack, email)).status).toBe(401);
    const signedIn = (await signInShopper(stack, email, { password: OTHER_PASSWORD })).body as ConsoleSignIn;
    expect(signedIn.user.role).toBe('CUSTOMER');
  });
});
