import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));

export interface PrismaResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function prismaEntry(): string {
  const packageJson = createRequire(import.meta.url).resolve('prisma/package.json');
  return join(dirname(packageJson), 'build', 'index.js');
}

/**
 * Runs Prisma's command line in this package.
 *
 * @param ownerUrl the database, whose server also holds the shadow databases
 */
export function runPrisma(args: readonly string[], ownerUrl: string): Promise<PrismaResult> {
  // The schema engine is started by its first line, which asks the PATH for node: it must find the one that runs this.
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn(process.execPath, [prismaEntry(), ...args], {
    cwd: packageFolder,
    env: {
      ...process.env,
      PATH,
      DATABASE_URL: ownerUrl,
      NO_COLOR: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, stdout, stderr }));
  });
}
