import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { httpStatus } from './http-status.ts';
import { rotateLog } from './log-tail.ts';
import { service } from './service.ts';
import type { ServiceEnvs } from './service-env.ts';
import type { StartSettings } from './settings.ts';
import type { Unit } from './unit.ts';

export type Mode = 'start' | 'dev';

export interface ServicesInput {
  readonly root: string;
  readonly mode: Mode;
  readonly settings: StartSettings;
  readonly folder: DataFolder;
  readonly envs: ServiceEnvs;
}

export interface Services {
  readonly web: Unit;
  readonly payments: Unit;
  readonly shop: Unit;
}

/** The processes that Fieldfare is made of, and how each is started and asked whether it serves. */
export function services({ root, mode, settings, folder, envs }: ServicesInput): Services {
  const { host, ports, origins } = settings;
  const node = process.execPath;
  const watch = mode === 'dev' ? ['--watch', '--watch-preserve-output'] : [];
  const nextEnv = mode === 'dev' ? { ...envs.web, NODE_ENV: 'development' } : envs.web;
  const status = (port: number, origin: string, path: string) => httpStatus({ host, port, path, origin });
  const hasPage = async (port: number, origin: string, path: string) =>
    ((await status(port, origin, path)) ?? 500) < 500;

  const define = (
    name: string,
    title: string,
    rest: Omit<Parameters<typeof service>[0], 'title' | 'logFile'>,
  ): Unit => {
    rotateLog(folder.log(name));
    return service({ title, logFile: folder.log(name), ...rest });
  };
  return {
    web: define('web', 'web app', {
      command: [
        node,
        join('node_modules', 'next', 'dist', 'bin', 'next'),
        mode,
        '--hostname',
        host,
        '--port',
        String(ports.web),
      ],
      cwd: join(root, 'apps', 'web'),
      env: nextEnv,
      isReady: () => hasPage(ports.web, origins.web, '/console/sign-in'),
    }),
    payments: define('payments', 'payment server', {
      command: [node, ...watch, 'src/main.ts'],
      cwd: join(root, 'apps', 'socket-server'),
      env: envs.payments,
      isReady: async () => (await status(ports.payments, origins.payments, '/health/ready')) === 200,
    }),
    shop: define('shop', 'shop', {
      command: [node, ...watch, 'src/main.ts'],
      cwd: join(root, 'examples', 'checkout'),
      env: envs.shop,
      isReady: () => hasPage(ports.shop, origins.shop, '/'),
    }),
  };
}
