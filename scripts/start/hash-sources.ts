import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Everything that a build reads. Tests are left out: to edit one changes no build.
const SOURCES = [
  'pnpm-lock.yaml',
  'package.json',
  'tsconfig.base.json',
  'turbo.json',
  'apps/web/*.{json,ts,mjs}',
  'apps/web/{src,public}/**/*',
  'packages/*/package.json',
  'packages/*/{src,scripts}/**/*',
  'packages/db/prisma/schema.prisma',
];
const MADE = /(^|\/)(node_modules|generated|dist|\.next|\.turbo)(\/|$)|\.test\.tsx?$|(^|\/)next-env\.d\.ts$/;

/** A hash that changes when, and only when, a source of the build changes. */
export function hashSources(root: string): string {
  const hash = createHash('sha256');
  const entries = globSync(SOURCES, { cwd: root, withFileTypes: true, exclude: (entry) => MADE.test(entry.name) });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.filter((name) => !MADE.test(name.slice(root.length))).toSorted()) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
