import type { Report, Table } from './benchmark.ts';
import { formatTable } from './format-table.ts';

export function printReport(name: string, { details = [], notes, ...compared }: Report): void {
  for (const table of [compared, ...details]) printTable(name, table);
  console.log(notes.map((note) => `\n* ${note}`).join(''));
}

function printTable(name: string, { title, header, rows }: Table): void {
  console.log(`\n${name}: ${title}\n`);
  console.log(formatTable(header, rows));
}
