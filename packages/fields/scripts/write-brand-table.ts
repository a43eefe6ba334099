import { writeFile } from 'node:fs/promises';
import { brandTableSource } from './brand-table.ts';

await writeFile(new URL('../src/card/generated/brand-table.ts', import.meta.url), brandTableSource());
