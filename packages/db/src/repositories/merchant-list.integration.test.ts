import type { PageRequest } from '@fieldfare/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { costOf } from '../testing/statement-cost.ts';
import { createMerchantList, listMerchantsQuery } from './merchant-list.ts';

const COUNT = 20_000;
const page: PageRequest = { limit: 25 };
const idOf = (n: number) => `mer_${String(n).padStart(26, '0')}`;
const PAGES = [page, { ...page, startingAfter: idOf(10_000) }, { ...page, endingBefore: idOf(10_000) }];

let test: OpenTestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.owner.query(
    `INSERT INTO merchants (id, name, created_at)
      SELECT 'mer_' || lpad(n::text, 26, '0'), CASE WHEN n % 4000 = 0 THEN 'O''Neill & Söhne-Bäckerei ' || n ELSE 'Store ' || n END, now()
      FROM generate_series(1, $1::int) n`,
    [COUNT],
  );
  await test.owner.query('VACUUM (ANALYZE) merchants');
}, 60_000);
afterAll(() => test.close());

const namesOf = async (search: string) => (await createMerchantList(test.database)(search, page)).items;

describe('the list of merchants', () => {
  it.each([
    ['the beginning of a rare word', 'bäck'],
    ['two words, one of them common', 'store 1999'],
    ['a word that nobody has', 'zebra'],
    ['what holds no word', '&&'],
    ['an id', idOf(4_000)],
  ])('by %s touches few rows and walks no table', async (_, search) => {
    for (const request of PAGES) {
      const { rows, walked } = await costOf(test.owner, listMerchantsQuery(search, request));
      expect(walked).toEqual([]);
      expect(rows).toBeLessThan(300);
    }
  });

  it('of everybody touches few rows from its place on', async () => {
    for (const request of PAGES)
      expect((await costOf(test.owner, listMerchantsQuery(undefined, request))).rows).toBeLessThan(100);
  });

  it('by a word that most have reads those alone', async () => {
    for (const request of PAGES)
      expect((await costOf(test.owner, listMerchantsQuery('store', request))).walked).toEqual([]);
  });

  it('finds the beginnings of words, whatever stands between them and however they are written', async () => {
    for (const search of ['neill', 'SÖHNE o', 'söhne-bäck', 'bäckerei 40', "o'neill"]) {
      const names = (await namesOf(search)).map(({ name }) => name);
      expect(names).toContain("O'Neill & Söhne-Bäckerei 4000");
      expect(names.every((name) => name.startsWith("O'Neill"))).toBe(true);
    }
    expect((await namesOf(idOf(17))).map(({ name }) => name)).toEqual(['Store 17']);
    for (const search of ['eill', '&|!', "'", 'mer_nobody']) expect(await namesOf(search)).toEqual([]);
  });

  it('is newest first, and turns forth and back', async () => {
    const list = createMerchantList(test.database);
    const first = await list('store', page);
    expect(first.items[0]?.id).toBe(idOf(COUNT - 1));
    const second = await list('store', { ...page, startingAfter: first.items.at(-1)?.id ?? '' });
    const back = await list('store', { ...page, endingBefore: second.items[0]?.id ?? '' });
    expect(back.items).toEqual(first.items);
  });
});
