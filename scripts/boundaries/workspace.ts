import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { type Import, readImports } from './read-imports.ts';
import { ROOMS } from './rules.ts';

export interface SourceFile {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly room: string;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

/** Where an import leads: to a file of the workspace, to a package of others, or, when it cannot be found, nowhere. */
export type Target = { readonly room: string; readonly path: string | null } | { readonly external: string };

const IGNORED = new Set(['node_modules', 'dist', '.next', 'generated', '.turbo', 'results']);
const TEST = /\.test\.tsx?$|\/(testing|fixtures)\//;

/** Reads the sources of every room under a root. */
export function readSources(root: string): SourceFile[] {
  return ROOMS.flatMap(({ folder }) => {
    const names = globSync(`${folder}/**/*.{ts,tsx,mts}`, {
      cwd: root,
      exclude: (name) => IGNORED.has(name.split('/').at(-1) ?? ''),
    });
    return names.map((path) => ({
      path,
      room: folder,
      isTest: TEST.test(path),
      imports: readImports(readFileSync(join(root, path), 'utf8')),
    }));
  });
}

interface Manifest {
  name: string;
  exports?: Record<string, string | Record<string, string>>;
}

/** Answers where imports lead, as the packages' own `exports` say. */
export function createResolver(root: string): (file: SourceFile, specifier: string) => Target {
  const manifests = new Map<string, { folder: string; manifest: Manifest }>();
  for (const { folder } of ROOMS) {
    const file = join(root, folder, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    manifests.set(manifest.name, { folder, manifest });
  }

  return (file, specifier) => {
    if (specifier.startsWith('.')) {
      const path = normalize(join(dirname(file.path), specifier));
      return { room: roomOf(path), path };
    }
    const [scope = '', name = '', ...rest] = specifier.split('/');
    const found = scope.startsWith('@') ? manifests.get(`${scope}/${name}`) : undefined;
    if (!found) return { external: specifier };
    const entry = found.manifest.exports?.[rest.length > 0 ? `./${rest.join('/')}` : '.'];
    const target = typeof entry === 'string' ? entry : entry?.['default'];
    return { room: found.folder, path: target ? relative('.', join(found.folder, target)) : null };
  };
}

function roomOf(path: string): string {
  return ROOMS.find(({ folder }) => path.startsWith(`${folder}/`))?.folder ?? path;
}
