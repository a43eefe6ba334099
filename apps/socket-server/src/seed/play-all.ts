import { reconcileAttempts } from '@fieldfare/payments';
import type { PaymentRecord } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';
import type { Story } from './plan-stories.ts';
import { playExpiry, playSettlement, playStory } from './play-story.ts';
import type { Stage } from './play-story.ts';

const AT_ONCE = 8;
const PAGE = 100;

/** Plays every order that is not told to its end yet. Returns how many payments there are afterwards. */
export async function playAll(
  stage: Stage,
  stories: readonly Story[],
  report: (played: number) => void,
): Promise<number> {
  // What a run that was cut off has left in flight.
  await reconcileAttempts(stage.deps);
  const told = await toldSoFar(stage);
  const waiting = [...stories];
  let played = 0;
  const player = async () => {
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      await playStory(stage, story, told.get(story.reference) ?? []);
      report(++played);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  await playSettlement(stage, stories);
  await playExpiry(stage, stories);
  await tellEverything(stage.deps);
  return [...(await toldSoFar(stage)).values()].flat().length;
}

/** The payments of each order, oldest first. */
async function toldSoFar({ deps, merchantId }: Stage): Promise<Map<string, PaymentRecord[]>> {
  const told = new Map<string, PaymentRecord[]>();
  let endingBefore: string | null = '';
  while (endingBefore !== null) {
    const page = { limit: PAGE, endingBefore };
    const { items, hasMore } = await deps.payments.list({ merchantId, mode: 'test' }, {}, page);
    for (const payment of items.toReversed()) {
      const reference = payment.reference ?? '';
      told.set(reference, [...(told.get(reference) ?? []), payment]);
    }
    endingBefore = hasMore ? (items[0]?.id ?? null) : null;
  }
  return told;
}

/** Nobody listens yet: what happened is marked as told, so that the console's rooms begin with what is new. */
async function tellEverything(deps: Deps): Promise<void> {
  while ((await deps.outbox.claim(500)).length > 0);
}
