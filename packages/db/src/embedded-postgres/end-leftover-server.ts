import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine } from './command-line.ts';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';

const FAST_SHUTDOWN_MS = 10_000;

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  return (await commandLine(pid)).includes(`-D ${cluster} `);
}

/**
 * Ends the server that an earlier, killed start left running on this data folder, and removes a pid file whose process is gone
 * or has become another program: PostgreSQL itself would refuse to start while any process has that number.
 */
export async function endLeftoverServer(cluster: string): Promise<void> {
  const file = await readPostmasterFile(cluster);
  if (file && (await servesCluster(file.pid, cluster))) {
    process.kill(file.pid, 'SIGINT');
    const deadline = Date.now() + FAST_SHUTDOWN_MS;
    while (await servesCluster(file.pid, cluster)) {
      if (Date.now() > deadline) process.kill(file.pid, 'SIGQUIT');
      await delay(20);
    }
  }
  await rm(postmasterFilePath(cluster), { force: true });
}
