import { newId } from '@fieldfare/protocol';
import { eachApart } from './each-apart.ts';
import type { Clock } from './ports/clock.ts';
import type { DisputeRepository } from './ports/dispute-repository.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';

export interface RecordDisputesDeps {
  disputes: Pick<DisputeRepository, 'record'>;
  processors: ProcessorDirectory;
  clock: Clock;
}

/** A processor may enter a dispute into its books late; asking for what is known changes nothing. */
const LOOK_BACK_MS = 3 * 24 * 3_600_000;

/** Asks every processor that serves all merchants and has books of disputes for the newer ones and records them. Returns how many were new or decided. */
export async function recordDisputes(deps: RecordDisputesDeps): Promise<number> {
  const now = deps.clock.now();
  let recorded = 0;
  for (const processor of deps.processors.shared()) {
    const found = (await processor.disputes?.(new Date(now.getTime() - LOOK_BACK_MS))) ?? [];
    await eachApart(found, async (dispute) => {
      const named = { ...dispute, id: newId('dispute', now), eventId: newId('event', now), processor: processor.name };
      if ((await deps.disputes.record(named, now)) === 'recorded') recorded++;
    });
  }
  return recorded;
}
