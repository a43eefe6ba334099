import { expect, test } from 'vitest';
import { noToken, notConnected, refusedBy } from './socket-error.ts';

const refusal = { status: 401, detail: 'invalid_token', request_id: 'req_1' };

test('a refusal keeps the words of the server and its name in the log', () => {
  expect(notConnected(Object.assign(new Error('The token is of another kind.'), { data: refusal }))).toEqual({
    detail: 'invalid_token',
    status: 401,
    message: 'The token is of another kind.',
    requestId: 'req_1',
  });
});

const ofAnother = Object.assign(new Error('not here'), { data: { content: 'of another server' } });
test.each([new Error('websocket error'), new Error('Invalid namespace'), ofAnother, undefined])(
  'says what to look at where no payment server refused: %s',
  (error) => {
    const { message, ...rest } = notConnected(error);
    expect(rest).toEqual({ detail: 'unreachable', status: null, requestId: null });
    expect(message).toMatch(/paymentsOrigin.*connect-src/);
    expect(message).toContain(error?.message ?? 'no answer');
  },
);

test('a loss without a word, and a token that the page cannot give, say so', () => {
  expect(refusedBy(null)).toMatchObject({ detail: 'unreachable', message: expect.stringMatching(/was lost/) });
  expect(noToken('nobody is signed in').message).toContain('nobody is signed in');
});
