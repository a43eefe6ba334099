import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@fieldfare/db/migrate';
import { ROOT } from '../shared/root.ts';
import { build } from './build.ts';
import { checkDisk } from './check-disk.ts';
import { checkPorts } from './check-ports.ts';
import { checkOwnDatabase, prepareDatabase } from './database.ts';
import type { DemoFile } from './demo-file.ts';
import { endLeftoverProcesses } from './leftover-processes.ts';
import type { RunContext } from './run-until-stopped.ts';
import { secretFile } from './secret-file.ts';
import { seed } from './seed.ts';
import { baseEnv, serviceEnvs } from './service-env.ts';
import { type Mode, services } from './services.ts';
import type { Environment, StartSettings } from './settings.ts';

export interface BringUpInput extends RunContext {
  readonly mode: Mode;
  readonly settings: StartSettings;
  readonly environment: Environment;
}

/** What can be found wrong before anything has been started, and clearing away what an earlier, killed start left. */
async function checkBeforehand({ settings, folder, progress }: BringUpInput): Promise<void> {
  const isFirstStart = settings.databaseUrl === null && !existsSync(join(folder.postgres, 'cluster'));
  await checkDisk(folder.path, isFirstStart);
  const ended = await endLeftoverProcesses(folder.path);
  if (ended > 0) progress.note(`An earlier start was cut off; ended ${ended} of its processes.`);
  await checkPorts(settings);
  await checkOwnDatabase(settings);
}

/**
 * Everything between the command and a running Fieldfare, in order. Whatever fails, the supervisor knows all that was started.
 *
 * @returns the demo data's file, or null in production, which has none
 */
export async function bringUp(input: BringUpInput): Promise<DemoFile | null> {
  const { mode, settings, environment, folder, supervisor, progress, signal } = input;
  await checkBeforehand(input);
  const toolEnv = baseEnv(input);

  await progress.step(
    'Build',
    () => build({ root: ROOT, env: toolEnv, logFile: folder.log('build'), signal, withWeb: mode === 'start' }),
    (outcome) => (outcome === 'unchanged' ? 'nothing changed' : ''),
  );
  const database = await progress.step('Database', () => prepareDatabase(settings, folder, supervisor));
  await progress.step(
    'Migrations',
    () => migrate({ ownerUrl: database.owner }),
    (applied) => (applied.length === 0 ? 'up to date' : `${applied.length} applied`),
  );

  const nextAuthSecret = settings.nextAuthSecret ?? secretFile(join(folder.secrets, 'nextauth-secret'));
  const common = { settings, environment, database, nextAuthSecret };
  const seedTool = {
    command: [process.execPath, 'src/seed.ts'] as const,
    cwd: join(ROOT, 'apps', 'socket-server'),
    env: serviceEnvs({ ...common, shopSecretKey: null, playgroundKey: null }).payments,
    signal,
  };
  const demo = settings.isProduction
    ? null
    : await progress.step(
        'Demo data',
        () => seed(settings, folder, seedTool),
        ({ isNew }) => (isNew ? '' : 'kept'),
      );

  const envs = serviceEnvs({
    ...common,
    shopSecretKey: demo?.demo.secretKey ?? null,
    playgroundKey: demo?.demo.publishableKey ?? null,
  });
  const { web, payments, shop } = services({ root: ROOT, mode, settings, folder, envs });
  await progress.step('Payment server', () => supervisor.start(payments));
  await progress.step('Web app', () => supervisor.start(web));
  if (demo) await progress.step('Shop', () => supervisor.start(shop));
  return demo?.demo ?? null;
}
