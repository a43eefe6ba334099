import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { metaOf } from '../markdown/meta-of.ts';

export interface Example {
  /** The page that it stands on. */
  slug: string;
  language: string;
  meta: Readonly<Record<string, string>>;
  code: string;
}

const FOLDER = join(import.meta.dirname, '../../../content/docs');

/** The pages' Markdown by slug. */
export async function readPages(): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(FOLDER);
  const pages = files.map(
    async (file) => [file.replace(/\.md$/, ''), await readFile(join(FOLDER, file), 'utf8')] as const,
  );
  return new Map(await Promise.all(pages));
}

/** Every block of code in the documentation. */
export async function readExamples(): Promise<Example[]> {
  return [...(await readPages())].flatMap(([slug, markdown]) =>
    [...markdown.matchAll(/^```(\w+) ?([^\n]*)\n([\s\S]*?)^```/gm)].map(([, language = '', meta, code = '']) => ({
      slug,
      language,
      meta: metaOf(meta),
      code,
    })),
  );
}
