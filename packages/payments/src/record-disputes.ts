import { newId } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';
import type { ProcessorDirectory } from './operate.ts';
import type { Clock } from './ports/clock.ts';
import type { DisputeRepository } from './ports/dispute-repository.ts';
import type { Processor } from './ports/processor.ts';

export interface RecordDisputesDeps {
  disputes: Pick<DisputeRepository, 'record'>;
  processors: ProcessorDirectory;
  clock: Clock;
}

const MODES: readonly Mode[] = ['test', 'live'];
/** A processor may enter a dispute into its books late; asking for what is known changes nothing. */
const LOOK_BACK_MS = 3 * 24 * 3_600_000;

/** Asks every processor that has books of disputes for the newer ones and records them. Returns how many were new or decided. */
export async function recordDisputes(deps: RecordDisputesDeps): Promise<number> {
  const now = deps.clock.now();
  let recorded = 0;
  for (const processor of configuredProcessors(deps.processors)) {
    const found = (await processor.disputes?.(new Date(now.getTime() - LOOK_BACK_MS))) ?? [];
    for (const dispute of found) {
      const named = { ...dispute, id: newId('dispute', now), eventId: newId('event', now), processor: processor.name };
      if ((await deps.disputes.record(named, now)) === 'recorded') recorded++;
    }
  }
  return recorded;
}

/** Each processor that serves a mode, once. A mode that none serves has no disputes. */
function configuredProcessors(directory: ProcessorDirectory): Processor[] {
  const byName = new Map<string, Processor>();
  for (const mode of MODES) {
    try {
      const processor = directory.forMode(mode);
      byName.set(processor.name, processor);
    } catch {
      continue;
    }
  }
  return [...byName.values()];
}
