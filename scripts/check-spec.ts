// Part of `npm run lint` and `npm test`: fails when packages/protocol/SPEC.md and the tests that quote its rules disagree.
import { ROOT } from './shared/root.ts';
import { findGaps } from './spec/find-gaps.ts';

const gaps = findGaps(ROOT);
for (const gap of gaps) console.error(gap);
console.log(
  gaps.length === 0 ? 'Every rule of the protocol has its test.' : `${gaps.length} rules and tests disagree.`,
);
process.exitCode = gaps.length === 0 ? 0 : 1;
