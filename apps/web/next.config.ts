import type { NextConfig } from 'next';

// Nothing of an installation is told to anybody.
process.env['NEXT_TELEMETRY_DISABLED'] = '1';

const config: NextConfig = {
  poweredByHeader: false,
  // TypeScript sources of the workspace, compiled here like our own.
  transpilePackages: ['@fieldfare/fields', '@fieldfare/protocol', '@fieldfare/sdk', '@fieldfare/ui'],
  // Next checks types with the classic compiler's API, which TypeScript 7 no longer has; `npm run typecheck` checks them instead.
  typescript: { ignoreBuildErrors: true },
};

export default config;
