import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalKms } from '../kms/create-local-kms.ts';
import type { Kms } from '../ports.ts';

/** A local KMS over a new key; its file is gone again before it is answered, for it is read only at start. */
export async function localTestKms(): Promise<Kms> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-vault-'));
  try {
    return await createLocalKms({
      keyFile: join(folder, 'kms.key'),
      environment: 'development',
      allowInProduction: false,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
