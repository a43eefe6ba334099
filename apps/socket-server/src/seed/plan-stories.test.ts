import { expect, it } from 'vitest';
import { planStories } from './plan-stories.ts';
import type { Ending } from './plan-stories.ts';

const NOW = new Date('2026-11-20T21:00:00Z');
const DAY_MS = 86_400_000;

it('tells the same stories whenever it is asked', () => {
  expect(planStories(NOW)).toEqual(planStories(new Date(NOW)));
});

it('fills three months, up to now and never beyond', () => {
  const stories = planStories(NOW);
  const ages = stories.map((story) => (NOW.getTime() - story.at.getTime()) / DAY_MS);
  expect(Math.min(...ages)).toBeGreaterThan(0);
  expect(Math.max(...ages)).toBeGreaterThan(85);
  expect(Math.max(...ages)).toBeLessThan(91);
  const acted = stories.filter((story) => story.ending !== 'unknown');
  const lastActs = acted.map((story) => story.at.getTime() + story.cards.length * 45_000 + story.actedAfterMs);
  expect(Math.max(...lastActs)).toBeLessThanOrEqual(NOW.getTime());
});

it.each(['2026-11-20T21:00:00Z', '2026-03-01T00:00:30Z', '2028-02-29T12:00:00Z'])(
  'has every ending and some hundreds of orders, seen from %s',
  (now) => {
    const stories = planStories(new Date(now));
    expect(stories.length).toBeGreaterThan(220);
    expect(stories.length).toBeLessThan(400);
    const endings = new Set(stories.map((story) => story.ending));
    const wanted: Ending[] = [
      'authorized',
      'captured',
      'captured_at_once',
      'canceled',
      'refunded',
      'partially_refunded',
      'expired',
      'declined',
      'unknown',
      'requires_action',
      'pending',
      'settled',
      'returned',
    ];
    expect(wanted.filter((ending) => !endings.has(ending))).toEqual([]);
    expect(new Set(stories.map((story) => story.reference)).size).toBe(stories.length);
  },
);
