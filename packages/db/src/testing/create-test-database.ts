import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connectOwner } from '../connect-owner.ts';
import { roleUrl } from '../runtime-roles.ts';
import { ensureTemplate } from './ensure-template.ts';
import { testServerUrl } from './test-server-url.ts';

export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly paymentsUrl: string;
  readonly webUrl: string;
  readonly sandboxUrl: string;
  /** Deletes the database, also while connections to it are open. */
  drop(): Promise<void>;
}

/** Statements on the server itself, from a connection of their own. */
async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = await connectOwner(serverUrl);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const CLOSING_MS = 1_000;
const POLL_MS = 20;

/**
 * Drops a database. Connections that are being closed are given a moment: a client that was told to end listens no more, and would take the
 * server's farewell to a forced drop for an uncaught error. Those that are still open after that are ended by force.
 */
async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const client = await connectOwner(serverUrl);
  try {
    const deadline = Date.now() + CLOSING_MS;
    const count = 'SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1';
    while ((await client.query(count, [name])).rows.length > 0 && Date.now() < deadline) await delay(POLL_MS);
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

/** A fresh database with every migration applied, for one test file. Copied from a template, so it takes some tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = testServerUrl();
  const template = pg.escapeIdentifier(await ensureTemplate(serverUrl));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${template} STRATEGY FILE_COPY`);

  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const ownerUrl = url.href;
  // On the test server, and only there, the roles share the owner's password.
  const password = decodeURIComponent(url.password);
  return {
    name,
    ownerUrl,
    paymentsUrl: roleUrl(ownerUrl, 'fieldfare_payments', password),
    webUrl: roleUrl(ownerUrl, 'fieldfare_web', password),
    sandboxUrl: roleUrl(ownerUrl, 'fieldfare_sandbox', password),
    drop: () => dropDatabase(serverUrl, name),
  };
}
