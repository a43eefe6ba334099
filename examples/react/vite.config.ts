import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    rolldownOptions: {
      onLog(level, log, report) {
        // The SDK's React bindings say 'use client' for servers that render; a page that has none loses nothing.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
