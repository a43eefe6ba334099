import type { Report } from './benchmark.ts';
import { formatTable } from './format-table.ts';

export function printReport(name: string, { title, header, rows, notes }: Report): void {
  console.log(`\n${name}: ${title}\n`);
  console.log(formatTable(header, rows));
  console.log(notes.map((note) => `\n* ${note}`).join(''));
}
