import { connectSocket, type Handshake } from '../../support/connect-socket.ts';
import { signByStranger, tamper, unsigned } from '../../support/forge-token.ts';
import { LOGINS, type Stack } from '../../support/stack.ts';
import { expect, test } from '../../fixtures/test.ts';

const present = (stack: Stack, ptToken: string, origin = stack.fields): Promise<Handshake> =>
  connectSocket({ payments: stack.payments, namespace: '/fields', auth: { pt_token: ptToken }, origin });

const refused = (detail: string) => ({ outcome: 'refused', status: 401, detail });
const invalid = refused('invalid_token');
const wrongKind = refused('token_wrong_kind');

test('a PT token of the session opens the fields socket', async ({ stack, api }) => {
  const { pt_token: token, session_key: sessionKey } = await api.createSession({ amountMinor: 1000 });
  const handshake = await present(stack, token);
  expect(handshake).toMatchObject({
    outcome: 'accepted',
    greeting: { session_key: sessionKey, next: 'host:hostToken' },
  });
  if (handshake.outcome === 'accepted') handshake.socket.close();
});

test('a tampered PT token is refused', async ({ stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  expect(await present(stack, tamper(token, { page_may: ['confirm'] }))).toMatchObject(invalid);
  expect(await present(stack, tamper(token, { exp: Math.floor(Date.now() / 1000) + 86_400 }))).toMatchObject(invalid);
});

test('a PT token that a stranger signed, under our key id and with true claims, is refused', async ({ stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  expect(await present(stack, await signByStranger(token))).toMatchObject(invalid);
});

test('a PT token that says it needs no signature is refused', async ({ stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  expect(await present(stack, unsigned(token))).toMatchObject(refused('token_malformed'));
});

test('an expired PT token is refused, and the code says so', async ({ stack, api }) => {
  const expiresAt = new Date(Date.now() + 1500).toISOString();
  const body = { amount_minor: 1000, currency: 'USD', origin: stack.shop, expires_at: expiresAt };
  const { body: session } = await api.call<{ pt_token: string }>('POST', '/sessions', { body });
  const outcome = async () => {
    const handshake = await present(stack, session.pt_token);
    if (handshake.outcome === 'accepted') handshake.socket.close();
    return handshake;
  };
  await expect.poll(outcome).toMatchObject({ outcome: 'refused', status: 401, detail: 'token_expired' });
});

test('a console token opens no fields socket, and a PT token no console socket', async ({ stack, api }) => {
  const { body } = await api.call<{ token: string }>('POST', '/console/sign_in', { body: LOGINS.owner, bearer: null });
  expect(await present(stack, body.token)).toMatchObject(wrongKind);
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const asConsole = { payments: stack.payments, namespace: '/console', auth: { token }, origin: stack.web } as const;
  expect(await connectSocket(asConsole)).toMatchObject(invalid);
});

test('a PT token shown as a host token is refused', async ({ stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const asHost = {
    payments: stack.payments,
    namespace: '/fields',
    auth: { host_token: token },
    origin: stack.fields,
  } as const;
  expect(await connectSocket(asHost)).toMatchObject(wrongKind);
});

test('no token at all is refused', async ({ stack }) => {
  const withNothing = { payments: stack.payments, namespace: '/fields', auth: {}, origin: stack.fields } as const;
  expect(await connectSocket(withNothing)).toMatchObject({ outcome: 'refused', status: 401, detail: 'auth_required' });
});

test('a socket that any page but our own frames opens is refused', async ({ stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  for (const origin of ['http://evil.example', stack.shop, stack.web]) {
    expect(await present(stack, token, origin)).toMatchObject({
      outcome: 'refused',
      status: 403,
      detail: 'origin_mismatch',
    });
  }
});

test('a PT token is no key to the REST API', async ({ api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  expect((await api.call('GET', '/payments', { bearer: token })).status).toBe(401);
});
