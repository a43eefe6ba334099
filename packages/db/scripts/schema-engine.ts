#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// A drop-in for Prisma's native schema engine: the same arguments and the same JSON-RPC over stdin and stdout, backed by the
// WebAssembly engine from npm and @prisma/adapter-pg, so that nothing is downloaded. Prisma starts it; see prisma.config.ts.
import { parseArguments } from './schema-engine/parse-arguments.ts';
import { runDatabaseCommand } from './schema-engine/run-database-command.ts';
import { serveRpc } from './schema-engine/serve-rpc.ts';

const invocation = parseArguments(process.argv.slice(2));
switch (invocation.kind) {
  case 'version':
    console.log('schema-engine-cli (WebAssembly)');
    break;
  case 'database-command':
    process.exitCode = await runDatabaseCommand(invocation.command, invocation.url);
    break;
  case 'rpc':
    await serveRpc(invocation);
    break;
}
