import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { secretFile } from './secret-file.ts';

test('is random, kept, closed to others, and made anew when it was cut short', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldfare-secret-'));
  const file = join(folder, 'deeper', 'secret');
  const secret = secretFile(file);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(secretFile(file)).toBe(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(secretFile(join(folder, 'other'))).not.toBe(secret);

  writeFileSync(file, secret.slice(0, 5));
  expect(secretFile(file).length).toBe(secret.length);
  rmSync(folder, { recursive: true });
});
