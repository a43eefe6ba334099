import { NEVER_REACHED, type Room, ROOMS } from './rules.ts';
import { createResolver, readSources, type SourceFile, type Target } from './workspace.ts';

type Resolve = (file: SourceFile, specifier: string) => Target;

function arrowViolations(room: Room, file: SourceFile, resolve: Resolve): string[] {
  const mayTests = file.isTest ? (room.testsMay ?? []) : [];
  return file.imports.flatMap(({ specifier, isTypeOnly }) => {
    const target = resolve(file, specifier);
    if ('external' in target) {
      const broken = room.never?.find(
        ({ packages, except }) => packages.test(target.external) && !except?.test(file.path),
      );
      const isRun = !file.isTest && file.path.startsWith(`${room.folder}/src/`);
      return broken && isRun && !isTypeOnly ? [`${file.path} imports ${specifier}: ${broken.why}`] : [];
    }
    if (specifier.startsWith('.')) {
      if (target.room === file.room || room.byPath?.includes(target.room) || mayTests.includes(target.room)) return [];
      return [`${file.path} imports ${specifier}: another room is imported by its name, not by a path`];
    }
    if (target.room === file.room || room.may.includes(target.room) || mayTests.includes(target.room)) return [];
    if (room.mayTypesOf?.includes(target.room)) {
      return isTypeOnly
        ? []
        : [`${file.path} imports ${specifier}: ${room.folder} may import only types of ${target.room}`];
    }
    const allowed = room.may.length > 0 ? room.may.join(', ') : 'nothing of ours';
    return [`${file.path} imports ${specifier}: ${room.folder} may import ${allowed}`];
  });
}

/** The shortest way, file by file, from a start to a package that it must not reach; null when there is none. */
function wayTo(
  packages: RegExp,
  start: SourceFile,
  byPath: Map<string, SourceFile>,
  resolve: Resolve,
): string[] | null {
  const queue = [{ file: start, way: [start.path] }];
  const seen = new Set([start.path]);
  for (const { file, way } of queue) {
    for (const { specifier, isTypeOnly } of file.imports) {
      if (isTypeOnly) continue;
      const target = resolve(file, specifier);
      if ('external' in target) {
        if (packages.test(target.external)) return [...way, target.external];
        continue;
      }
      const next = target.path === null ? undefined : byPath.get(target.path);
      if (!next || seen.has(next.path)) continue;
      seen.add(next.path);
      queue.push({ file: next, way: [...way, next.path] });
    }
  }
  return null;
}

/** Every import under a root that points the wrong way, one line each that says what and why. */
export function findViolations(root: string): string[] {
  const files = readSources(root);
  const resolve = createResolver(root);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const arrows = files.flatMap((file) => {
    const room = ROOMS.find(({ folder }) => folder === file.room);
    return room ? arrowViolations(room, file, resolve) : [];
  });
  const reached = NEVER_REACHED.flatMap(({ from, packages, why }) =>
    files
      .filter((file) => !file.isTest && from.some((folder) => file.path.startsWith(`${folder}/src/`)))
      .flatMap((file) => {
        const way = wayTo(packages, file, byPath, resolve);
        return way ? [`${way.join(' → ')}: ${why}`] : [];
      }),
  );
  return [...arrows, ...reached].toSorted();
}
