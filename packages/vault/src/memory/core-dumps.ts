import { readFileSync, writeFileSync } from 'node:fs';

/** What the kernel says of core dumps (core(5), proc(5)); null where it does not, which is everywhere but on Linux. */
export interface CoreDumpFacts {
  /** /proc/self/limits. */
  limits: string | null;
  /** /proc/sys/kernel/core_pattern. */
  pattern: string | null;
}

/** Leaves the memory of this process out of any core; answers why a crash could write cards and keys to disk all the same, or null. */
export function keepMemoryFromCores(): string | null {
  return coreDumpProblem(readCoreDumpFacts(), leaveMemoryOutOfCores());
}

function readCoreDumpFacts(): CoreDumpFacts {
  return { limits: read('/proc/self/limits'), pattern: read('/proc/sys/kernel/core_pattern') };
}

/**
 * Why a crash of this process could write cards and keys to disk, in words that say what to set; null where it cannot. A limit of 0 keeps a
 * core from a file. A program that the kernel hands cores to gets them whatever the limit, so there the memory must be left out of them.
 *
 * @param isMemoryLeftOut what `leaveMemoryOutOfCores` answered
 */
export function coreDumpProblem({ limits, pattern }: CoreDumpFacts, isMemoryLeftOut: boolean): string | null {
  const [, soft] = /^Max core file size\s+(\S+)/m.exec(limits ?? '') ?? [];
  if (soft !== undefined && soft !== '0')
    return 'core dumps are enabled, and one would hold cards and keys: start it with "ulimit -c 0", LimitCORE=0 (systemd) or --ulimit core=0 (containers)';
  if (pattern?.startsWith('|') && !isMemoryLeftOut)
    return 'core dumps go to a program (kernel.core_pattern), which no limit keeps from it, and this process may not write its /proc/self/coredump_filter: let it, or set kernel.core_pattern to core';
  return null;
}

/** Leaves what this process has in memory out of any core, for as long as it runs; answers whether the kernel took that. */
export function leaveMemoryOutOfCores(): boolean {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
    return true;
  } catch {
    return false;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
