import { describe, expect, it } from 'vitest';
import { SessionSource } from './session-source.ts';

const tokenOf = (claims: object) => `e30.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.sig`;

describe('where session tokens come from', () => {
  it('reads the merchant out of the token', async () => {
    expect(await new SessionSource(tokenOf({ merchant_uid: 'mer_1' })).merchantUid()).toBe('mer_1');
  });

  it('asks a function once for the merchant and the first host, and again for every further host', async () => {
    let asked = 0;
    const source = new SessionSource(async () => tokenOf({ merchant_uid: 'mer_1', n: ++asked }));
    await source.merchantUid();
    const first = await source.take();
    expect(asked).toBe(1);
    expect(await source.take()).not.toBe(first);
    expect(asked).toBe(2);
    expect(source.canRenew).toBe(true);
  });

  it('gives the one token that it was given, and says that it cannot renew', async () => {
    const source = new SessionSource('a.b.c');
    expect(await source.take()).toBe('a.b.c');
    expect(await source.take()).toBe('a.b.c');
    expect(source.canRenew).toBe(false);
  });

  it('asks again after a fetch that failed', async () => {
    let asked = 0;
    const source = new SessionSource(() => {
      if (++asked === 1) throw new Error('the network is away');
      return tokenOf({ merchant_uid: 'mer_1' });
    });
    await expect(source.merchantUid()).rejects.toThrow('away');
    expect(await source.merchantUid()).toBe('mer_1');
  });

  it.each(['', 'not a token', 'a.b.c', tokenOf({})])('says what is wrong with %j', async (token) => {
    await expect(new SessionSource(token).merchantUid()).rejects.toThrow('pt_token');
  });

  it('refuses to begin without a session', () => {
    expect(() => new SessionSource(undefined as unknown as string)).toThrow('session_missing');
  });
});
