import { newId } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';
import { generateApiKey } from '../api-keys/generate-api-key.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { ApiKeyStatus, ApiKeyStore, ApiKeyType, StoredApiKey } from '../ports.ts';

export type MemoryApiKey = StoredApiKey & ApiKeyStatus;

/** API keys in memory, counting what is asked. */
export class MemoryApiKeyStore implements ApiKeyStore {
  readonly rows = new Map<string, MemoryApiKey>();
  readonly asked: string[][] = [];
  readonly touched: { id: string; at: Date }[] = [];
  finds = 0;

  async findByPrefix(prefix: string): Promise<StoredApiKey | null> {
    this.finds += 1;
    return [...this.rows.values()].find((row) => row.prefix === prefix) ?? null;
  }

  async statuses(ids: string[]): Promise<Map<string, ApiKeyStatus>> {
    this.asked.push(ids);
    const found = ids.flatMap((id) => this.rows.get(id) ?? []);
    return new Map(
      found.map(({ id, revokedAt, expiresAt, merchantStatus, scopes, ipAllowList }) => [
        id,
        { revokedAt, expiresAt, merchantStatus, scopes, ipAllowList },
      ]),
    );
  }

  async touch(id: string, at: Date): Promise<void> {
    this.touched.push({ id, at });
  }

  /** Adds a key and answers its secret and its row, which a test may change. */
  async add(
    hasher: PasswordHasher,
    type: ApiKeyType = 'secret',
    mode: Mode = 'test',
  ): Promise<{ secret: string; row: MemoryApiKey }> {
    const { secret, prefix } = generateApiKey({ type, mode });
    const row: MemoryApiKey = {
      id: newId('apiKey'),
      merchantId: newId('merchant'),
      mode,
      type,
      name: 'Test key',
      prefix,
      hash: await hasher.hash(secret),
      expiresAt: null,
      revokedAt: null,
      merchantStatus: 'active',
      scopes: null,
      ipAllowList: [],
    };
    this.rows.set(row.id, row);
    return { secret, row };
  }
}
