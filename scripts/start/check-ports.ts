import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { StartError } from '../shared/start-error.ts';
import type { StartSettings } from './settings.ts';

/** Why one cannot listen at an address, as an error code; null when one can. */
function listenProblem(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** The name of the program that listens on a port, where the system tells. */
function listenerName(port: number): string {
  try {
    const output = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fc'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const name = /^c(.+)$/m.exec(output)?.[1];
    return name ? ` by ${name}` : '';
  } catch {
    return '';
  }
}

/**
 * Refuses to start where a port is taken, before anything has been started.
 *
 * @throws {StartError} that names the port, its variable and what to do
 */
export async function checkPorts({ ports, host, isProduction }: StartSettings): Promise<void> {
  // A browser that asks for "localhost" may be answered by whatever listens on ::1 instead of by us.
  const hosts = host === '127.0.0.1' ? [host, '::1'] : [host];
  const wanted = [
    { port: ports.web, variable: 'WEB_PORT' },
    { port: ports.payments, variable: 'PAYMENTS_PORT' },
    ...(isProduction ? [] : [{ port: ports.shop, variable: 'SHOP_PORT' }]),
  ];
  for (const { port, variable } of wanted) {
    // Other problems than these two say that the machine has no such address, and then nothing can listen there.
    const problems = await Promise.all(hosts.map((address) => listenProblem(port, address)));
    if (problems.includes('EACCES')) {
      throw new StartError(
        `Port ${port} is reserved for root: choose one above 1023 with ${variable}=${port + 8000} npm start.`,
      );
    }
    if (!problems.includes('EADDRINUSE')) continue;
    throw new StartError(
      `Port ${port} is in use${listenerName(port)}: stop what uses it, or choose another with ${variable}=${port + 100} npm start.`,
    );
  }
}
