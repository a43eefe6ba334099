import type { Metrics } from '../metrics/create-metrics.ts';

/**
 * Whether this server sends to every account of its merchants' processors that it has asked. An account that has stopped answering is not
 * asked meanwhile; whose it is, the metric tells, which strangers may not read.
 */
export async function checkProcessors({
  processorCircuitOpen,
}: Pick<Metrics, 'processorCircuitOpen'>): Promise<{ isHealthy: boolean; detail: string }> {
  const { values } = await processorCircuitOpen.get();
  const silent = values.filter(({ value }) => value === 1);
  if (silent.length === 0) return { isHealthy: true, detail: 'No processor has stopped answering.' };
  const names = [...new Set(silent.map(({ labels }) => String(labels.processor)))].toSorted().join(', ');
  const accounts = silent.length === 1 ? '1 account' : `${silent.length} accounts`;
  return { isHealthy: false, detail: `Nothing is sent to ${accounts} at ${names}, which stopped answering.` };
}
