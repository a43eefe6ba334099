import { FakeClock } from '@fieldfare/vault/testing/fake-clock';
import { localTestKms } from '@fieldfare/vault/testing/local-test-kms';
import { MemoryKeyRingStore } from '@fieldfare/vault/testing/memory-key-ring-store';
import { createKeyRing } from '@fieldfare/vault';
import { expect, it } from 'vitest';
import { checkKeyRing } from './check-key-ring.ts';

it('is healthy while a field can be told what to encrypt to, which is a day after the last refresh at the most', async () => {
  const clock = new FakeClock();
  const deps = { store: new MemoryKeyRingStore(), kms: await localTestKms(), clock, issuer: 'http://localhost:3001' };
  const keyRing = createKeyRing(deps);
  expect(await checkKeyRing(keyRing)).toMatchObject({ isHealthy: false });
  await keyRing.load();
  expect(await checkKeyRing(keyRing)).toMatchObject({ isHealthy: true });
  clock.advance(24 * 3_600_000);
  expect(await checkKeyRing(keyRing)).toMatchObject({ isHealthy: false, detail: expect.stringContaining('refresh') });
  await keyRing.refresh();
  expect(await checkKeyRing(keyRing)).toMatchObject({ isHealthy: true });
});
