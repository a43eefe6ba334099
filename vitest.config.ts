import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/generated/**'];
const folders = '{packages,apps,examples}/*/{src,scripts}/**';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${folders}/*.test.{ts,tsx}`, 'scripts/**/*.test.ts', 'bench/src/**/*.test.ts'],
          exclude: [...exclude, '**/*.integration.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            `${folders}/*.integration.test.ts`,
            'scripts/**/*.integration.test.ts',
            'bench/src/**/*.integration.test.ts',
          ],
          exclude,
          globalSetup: ['./packages/db/src/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
