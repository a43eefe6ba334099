import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { type DemoFile, readDemoFile } from './demo-file.ts';
import { runTool, type ToolOptions } from './run-tool.ts';
import type { StartSettings } from './settings.ts';
import { StartError } from '../shared/start-error.ts';

export type SeedOutcome = { readonly demo: DemoFile; readonly isNew: boolean };

/** What the demo data depends on: which database holds it, and the origins that are written into it. */
function fingerprint({ databaseUrl, origins, demoOrigins }: StartSettings): string {
  const { host, pathname } = databaseUrl ? new URL(databaseUrl) : { host: 'embedded', pathname: '' };
  return JSON.stringify({ database: `${host}${pathname}`, origins, demoOrigins });
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Runs the demo data's set-up, unless it ran before for this database and these origins. A run that was killed half way runs again.
 *
 * @throws {StartError}
 */
export async function seed(
  settings: StartSettings,
  folder: DataFolder,
  tool: Omit<ToolOptions, 'title' | 'logFile'>,
): Promise<SeedOutcome> {
  const markFile = join(folder.run, 'seeded.json');
  const wanted = fingerprint(settings);
  const existing = readDemoFile(folder.demoFile);
  if (existing && read(markFile) === wanted) return { demo: existing, isNew: false };

  await runTool({ ...tool, title: 'demo data', logFile: folder.log('seed') });
  const demo = readDemoFile(folder.demoFile);
  if (!demo) throw new StartError(`The demo data left no ${folder.demoFile}: ${folder.log('seed')} may say why.`);
  writeFileSync(markFile, wanted);
  return { demo, isNew: true };
}
