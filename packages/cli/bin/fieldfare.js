#!/usr/bin/env node
// The sources are TypeScript, which Node runs from version 24 on; an older one gets a clear message instead of a stack trace.
const OLDEST_NODE_MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_MAJOR) {
  process.stderr.write(
    `fieldfare: Node ${process.versions.node} is too old. Run it as "npx fieldfare" in the folder of Fieldfare, which brings Node ${OLDEST_NODE_MAJOR}.\n`,
  );
  process.exit(1);
}
await import('../src/main.ts');
