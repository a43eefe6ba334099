import type { Metrics } from '../metrics/create-metrics.ts';
import type { AskedAccount } from '../metrics/processor-circuits.ts';

/**
 * Whether each processor answers somebody. One merchant's account that has stopped answering is that merchant's matter, and no fault of the
 * installation; where every account of a processor that was asked lately is silent, the processor itself is away. Whose account it is, the
 * metric tells, which strangers may not read.
 */
export async function checkProcessors({
  processorCircuits,
}: Pick<Metrics, 'processorCircuits'>): Promise<{ isHealthy: boolean; detail: string }> {
  const byProcessor = Object.entries(Object.groupBy(processorCircuits.states(), ({ processor }) => processor));
  if (byProcessor.length === 0) return { isHealthy: true, detail: 'No processor was asked lately.' };
  const said = byProcessor.toSorted(([a], [b]) => a.localeCompare(b));
  return {
    isHealthy: said.every(([, accounts = []]) => accounts.some(({ isSilent }) => !isSilent)),
    detail: said.map(([processor, accounts = []]) => wordsFor(processor, accounts)).join(' '),
  };
}

function wordsFor(processor: string, accounts: AskedAccount[]): string {
  const silent = accounts.filter(({ isSilent }) => isSilent).length;
  const all = accounts.length === 1 ? 'the only account' : `all ${accounts.length} accounts`;
  if (silent === 0) return `${processor} answers.`;
  if (silent === accounts.length) return `${processor} has stopped answering ${all} asked lately.`;
  return `${processor} answers, but has stopped answering ${silent} of ${accounts.length} accounts asked lately.`;
}
