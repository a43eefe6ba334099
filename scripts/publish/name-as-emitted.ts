import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Sources import each other by their own names; what is installed has other ones. Rewrites every declaration file of a folder. */
export async function nameAsEmitted(folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(/(from '\.[^']*)\.tsx?'/g, "$1.js'"));
  }
}
