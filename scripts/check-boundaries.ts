// Part of `npm run lint`: fails when an import points the wrong way. The arrows are in boundaries/rules.ts.
import { findViolations } from './boundaries/find-violations.ts';
import { ROOT } from './shared/root.ts';

const violations = findViolations(ROOT);
for (const violation of violations) console.error(violation);
console.log(violations.length === 0 ? 'Imports point one way.' : `${violations.length} imports point the wrong way.`);
process.exitCode = violations.length === 0 ? 0 : 1;
