import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The system's Firefox, where there is one: `FIREFOX_PATH`, Debian's firefox-esr, or firefox. */
export function findFirefox(): string | null {
  const { FIREFOX_PATH, PATH = '' } = process.env;
  const folders = [...PATH.split(delimiter), '/usr/bin', '/usr/local/bin'];
  const programs = ['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(FIREFOX_PATH ? [FIREFOX_PATH] : []), ...programs].find((program) => existsSync(program)) ?? null;
}
