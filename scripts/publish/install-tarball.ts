import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const BIN = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
const env = { ...process.env, PATH: `${BIN}:${process.env['PATH']}` };

export interface InstalledPackage {
  /** A project that has the package as a merchant gets it, and nothing else of ours. */
  folder: string;
  tarball: string;
  /** Runs a program of the workspace's in that folder. */
  run(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

interface Options {
  /** The package's own folder. */
  root: string;
  name: string;
  /** What builds the package into a folder and prints where the tarball is. */
  script: string;
  /** What the merchant installs beside it. */
  beside: readonly string[];
}

/** Builds a package and installs its tarball into a project of its own, for tests of what is published. */
export async function installTarball({ root, name, script, beside }: Options): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-package-'));
  const modules = join(folder, 'node_modules');
  const { stdout } = await execute('node', [script, join(folder, 'dist')], { cwd: root, env });
  const tarball = stdout.trim();
  await mkdir(join(modules, name), { recursive: true });
  await execute('tar', ['xzf', tarball, '--strip-components', '1', '-C', join(modules, name)]);
  for (const other of beside) {
    await mkdir(dirname(join(modules, other)), { recursive: true });
    await symlink(join(root, 'node_modules', other), join(modules, other));
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    folder,
    tarball,
    run: (program, args) => execute(program, [...args], { cwd: folder, env }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
