import bcrypt from 'bcrypt';
import { afterAll, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { createPasswordHasher } from './create-password-hasher.ts';

// The cheapest cost that bcrypt takes: what is tested here does not depend on it.
const hasher = createPasswordHasher({ cost: 4 });
afterAll(() => hasher.close());

describe('createPasswordHasher', () => {
  it('makes hashes that bcrypt itself verifies, and verifies those that bcrypt makes', async () => {
    expect(await bcrypt.compare('fieldfare-demo', await hasher.hash('fieldfare-demo'))).toBe(true);
    expect(await hasher.verify('fieldfare-demo', await bcrypt.hash('fieldfare-demo', 4))).toBe(true);
  });

  it('hashes at cost 12 unless told otherwise', async () => {
    const usual = createPasswordHasher();
    expect(await usual.hash('a')).toMatch(/^\$2b\$12\$/);
    await usual.close();
  });

  it('refuses another password, and everybody for whom there is no hash', async () => {
    expect(await hasher.verify('wrong', await hasher.hash('right'))).toBe(false);
    expect(await hasher.verify('right', null)).toBe(false);
  });

  it('reads the whole of a password that is longer than bcrypt reads', async () => {
    const long = 'ü'.repeat(60);
    const hash = await hasher.hash(long);
    expect(await hasher.verify(long, hash)).toBe(true);
    expect(await hasher.verify(`${'ü'.repeat(59)}u`, hash)).toBe(false);
    expect(await hasher.verify(`${long}x`, hash)).toBe(false);
  });

  it('does not stop at a NUL', async () => {
    expect(await hasher.verify('a\0c', await hasher.hash('a\0b'))).toBe(false);
  });

  it('answers false for what is no hash', async () => {
    expect(await hasher.verify('a', 'not a hash')).toBe(false);
  });

  it('leaves the event loop free while it compares', async () => {
    const slow = createPasswordHasher({ cost: 11 });
    const hash = await slow.hash('a');
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 5);
    await slow.verify('a', hash);
    clearInterval(counting);
    await slow.close();
    // A loop that is held turns not once; how often a free one does is the machine's matter.
    expect(turns).toBeGreaterThan(0);
  });

  it('refuses at once what would have to wait behind too many', async () => {
    const narrow = createPasswordHasher({ cost: 4, maxWaiting: 3 });
    const asked = Array.from({ length: 10 }, () => narrow.hash('a'));
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]?.reason).toMatchObject({ code: 'rate_limited', detail: 'password_checks_busy', retryable: true });
    expect(await narrow.hash('a')).toMatch(/^\$2b\$/);
    await narrow.close();
  });

  it('uses as many threads as it was given, and answers everybody their own', async () => {
    const wide = createPasswordHasher({ cost: 4, threads: 2 });
    const passwords = Array.from({ length: 12 }, (_, i) => `password ${i}`);
    const hashes = await Promise.all(passwords.map((password) => wide.hash(password)));
    const matches = await Promise.all(hashes.map((hash, i) => wide.verify(passwords[i] ?? '', hash)));
    expect(matches).toEqual(passwords.map(() => true));
    await wide.close();
  });

  it('rejects what was waiting when it is closed, and what comes later', async () => {
    const closing = createPasswordHasher({ cost: 12 });
    const waiting = [failureOf(closing.hash('a')), failureOf(closing.hash('b'))];
    await closing.close();
    for (const failure of await Promise.all(waiting)) expect(failure.detail).toBe('password_hasher_unavailable');
    expect((await failureOf(closing.hash('c'))).detail).toBe('password_hasher_unavailable');
  });
});
