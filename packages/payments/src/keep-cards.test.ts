import { newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { detachCards } from './detach-cards.ts';
import { keepCards } from './keep-cards.ts';
import type { CardKeeping, CardKeepings } from './ports/card-keepings.ts';
import { createFakeBank } from './testing/fake-bank.ts';
import { createFakeVault } from './testing/fake-vault.ts';
import { createTestClock } from './testing/test-clock.ts';

const HOUR_MS = 3_600_000;
const PAN = '4242424242424242';

/** One keeping that is due, and what is told of it. */
function start(changes: Partial<CardKeeping> = {}) {
  const clock = createTestClock();
  const [bank, vault] = [createFakeBank(clock), createFakeVault()];
  const keeping: CardKeeping = {
    id: newId('keeping'),
    merchantId: newId('merchant'),
    cardToken: newId('token'),
    processor: 'fake',
    tries: 1,
    askedSince: clock.now(),
    askedUntil: clock.now(),
    ...changes,
  };
  vault.saved.set(keeping.cardToken, PAN);
  const told: [string, Date?][] = [];
  const keepings: CardKeepings = {
    claim: async () => [keeping],
    kept: async () => void told.push(['kept']),
    notKept: async () => void told.push(['not kept']),
    detached: async () => void told.push(['detached']),
    left: async () => void told.push(['left']),
    again: async (_id, dueAt) => void told.push(['again', dueAt]),
  };
  const deps = { clock, vault, keepings, processors: { byName: () => bank } };
  return { ...deps, bank, keeping, told, deps };
}

describe('keeping a card', () => {
  test('sends it to its processor once, and seals what that calls it', async () => {
    const { deps, bank, vault, keeping, told } = start();
    expect(await keepCards(deps)).toMatchObject({ outcomes: [{ outcome: 'kept' }], failures: [] });
    expect(bank.kept).toEqual(new Map([[`kept_${keeping.id}`, PAN]]));
    expect(vault.references).toEqual(new Map([[`${keeping.cardToken} fake`, `kept_${keeping.id}`]]));
    expect(told).toEqual([['kept']]);
  });

  test('that nobody answered is tried again under the same name, ever less often', async () => {
    const { deps, bank, keeping, told, clock, vault } = start({ tries: 4 });
    bank.plan('lost_after');
    expect(await keepCards(deps)).toMatchObject({ outcomes: [{ outcome: 'later' }] });
    expect(told).toEqual([['again', new Date(clock.now().getTime() + 120_000)]]);
    expect(vault.references.size).toBe(0);
    await keepCards(deps);
    expect(bank.kept.size).toBe(1);
    expect(vault.references.size).toBe(1);
    expect(bank.calls).toEqual([`tokenize ${keeping.id}`, `tokenize ${keeping.id}`]);
  });

  test('is given up before the processor could keep it twice, and what may be there is forgotten', async () => {
    const { deps, bank, told, clock } = start();
    bank.plan('lost_after');
    clock.advance(20 * HOUR_MS);
    expect(await keepCards(deps)).toMatchObject({ outcomes: [{ outcome: 'refused' }] });
    expect(told).toEqual([['not kept']]);
  });

  test('is given up where the processor refuses', async () => {
    const { deps, bank, told, vault } = start();
    bank.tokenize = async () => ({ type: 'refused', reason: 'not allowed' });
    await keepCards(deps);
    expect(told).toEqual([['not kept']]);
    expect(vault.references.size).toBe(0);
  });

  test('that was revoked is not sent, and that was revoked meanwhile is forgotten', async () => {
    const before = start();
    before.vault.saved.clear();
    await keepCards(before.deps);
    expect(before.bank.calls).toEqual([]);
    expect(before.told).toEqual([['not kept']]);
    const during = start();
    const tokenize = during.bank.tokenize.bind(during.bank);
    during.bank.tokenize = (request) => {
      during.vault.saved.clear();
      return tokenize(request);
    };
    await keepCards(during.deps);
    expect(during.told).toEqual([['not kept']]);
    expect(during.vault.references.size).toBe(0);
  });

  test('whose processor or vault fails comes up again, and is no failure of the others', async () => {
    const { deps, told, vault } = start();
    vault.keepProcessorReference = () => Promise.reject(new Error('the database is away'));
    const { failures, outcomes } = await keepCards(deps);
    expect(failures).toHaveLength(1);
    expect(outcomes).toEqual([]);
    expect(told).toEqual([]);
  });
});

describe('forgetting a card', () => {
  test('needs nothing of the card itself', async () => {
    const { deps, bank, vault, keeping, told } = start();
    bank.kept.set(`kept_${keeping.id}`, PAN);
    vault.saved.clear();
    expect(await detachCards(deps)).toMatchObject({ outcomes: [{ outcome: 'detached' }] });
    expect(bank.kept.size).toBe(0);
    expect(told).toEqual([['detached']]);
  });

  test('is tried again for a month, whether the processor is silent or refuses, and then left to people', async () => {
    const { deps, bank, told, clock } = start();
    bank.plan('lost_before');
    await detachCards(deps);
    bank.detach = async () => ({ type: 'refused', reason: 'not allowed' });
    await detachCards(deps);
    const inAQuarter = new Date(clock.now().getTime() + 15_000);
    expect(told).toEqual([
      ['again', inAQuarter],
      ['again', inAQuarter],
    ]);
    const late = start({ tries: 130 });
    late.bank.plan('lost_before');
    expect(await detachCards(late.deps)).toMatchObject({ outcomes: [{ outcome: 'left' }] });
    expect(late.told).toEqual([['left']]);
  });

  test('is put off by at most six hours', async () => {
    const { deps, bank, told, clock } = start({ tries: 100 });
    bank.plan('lost_before');
    await detachCards(deps);
    expect(told).toEqual([['again', new Date(clock.now().getTime() + 6 * HOUR_MS)]]);
  });
});
