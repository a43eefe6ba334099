import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

const GIBIBYTE = 2 ** 30;

/** One line on the machine: without it the figures mean nothing. */
export function machineFacts(): string {
  const memory = Math.round(totalmem() / GIBIBYTE);
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}, load before the run ${(loadavg()[0] ?? 0).toFixed(1)}`;
}
