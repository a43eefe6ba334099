import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/generated/**'];
const folders = '{packages,apps,examples}/*/{src,scripts}/**';

export default defineConfig({
  test: {
    // Two, also on two cores, where the default is one: integration tests wait for processes and databases more than they compute.
    maxWorkers: 2,
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
