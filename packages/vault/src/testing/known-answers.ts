// This file makes suites for others; the rules below are about suites that are written out.
/* oxlint-disable vitest/no-conditional-tests, vitest/valid-title, vitest/expect-expect */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

const FOLDER = resolve(process.env.VECTORS_DIR ?? join(import.meta.dirname, '../../../../../shared/vectors'));

/**
 * Describes tests over published vectors (VECTORS_DIR, by default ../shared/vectors from the project's root). Where the folder is
 * missing they say so and are skipped, except under CI=true, where a missing folder fails.
 */
export function describeKnownAnswers(name: string, define: (read: (file: string) => unknown) => void): void {
  if (existsSync(FOLDER)) {
    describe(name, () => {
      define((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
    });
    return;
  }
  describe(`${name}: skipped, no vectors at ${FOLDER}, set VECTORS_DIR`, () => {
    it.runIf(process.env.CI === 'true')('finds the vectors', () => {
      throw new Error(`The known-answer vectors are missing: ${FOLDER}. Set VECTORS_DIR.`);
    });
  });
}

export interface WycheproofFile<G> {
  testGroups: G[];
}

export interface WycheproofTest {
  tcId: number;
  comment: string;
  flags: string[];
  result: 'valid' | 'invalid' | 'acceptable';
}

export function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
