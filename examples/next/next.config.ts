import type { NextConfig } from 'next';

process.env['NEXT_TELEMETRY_DISABLED'] = '1';

const config: NextConfig = {
  poweredByHeader: false,
  // In this repository the packages are TypeScript sources; installed ones need no such line.
  transpilePackages: ['@fieldfare/node', '@fieldfare/protocol', '@fieldfare/sdk'],
  // Next checks types with the classic compiler's API, which TypeScript 7 no longer has; `npm run typecheck` checks them instead.
  typescript: { ignoreBuildErrors: true },
};

export default config;
