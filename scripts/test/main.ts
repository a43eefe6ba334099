import { fileURLToPath } from 'node:url';
import { runTests } from './run-tests.ts';

process.exitCode = await runTests(fileURLToPath(new URL('../..', import.meta.url)));
