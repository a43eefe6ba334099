import { expect, it, vi } from 'vitest';
import { readMerchantFields } from './merchant-fields.ts';

const query = vi.hoisted(() => vi.fn<() => Promise<unknown>>());
vi.mock('./fields-database.ts', () => ({ fieldsDatabase: () => ({ query }) }));

it('knows no origin that a policy would read as more than one, whatever was stored', async () => {
  const allowed_origins = ['https://*', 'https://*.example.com', 'https://a;sandbox', 'https://shop.example'];
  query.mockResolvedValue({ rows: [{ allowed_origins, bin_digits: 0, fonts: [], roots: [] }] });
  expect((await readMerchantFields('mer_1'))?.allowedOrigins).toEqual(['https://shop.example']);
});
