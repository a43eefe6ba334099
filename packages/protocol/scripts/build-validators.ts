import { mkdir, writeFile } from 'node:fs/promises';
import { compileValidators } from './compile-validators.ts';

const folder = new URL('../src/validators/generated/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, content] of await compileValidators()) await writeFile(new URL(name, folder), content);
