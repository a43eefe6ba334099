import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webEnv } from '../../env.ts';
import { withOrigins } from './with-origins.ts';

// Where `next start` and `next dev` run.
const FOLDER = join(process.cwd(), 'content/docs');

/** The Markdown of a page, with this installation's addresses; null where there is no such page. */
export async function readPage(slug: string): Promise<string | null> {
  if (!/^[a-z-]+$/.test(slug)) return null;
  try {
    return withOrigins(await readFile(join(FOLDER, `${slug}.md`), 'utf8'), webEnv());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
