import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@fieldfare/db/free-port';

export interface TestNginx {
  url: string;
  stop(): Promise<void>;
}

const SHIPPED = new URL('../../../../ops/nginx/', import.meta.url);

/** Debian's nginx with `ops/nginx/payments.conf` as it is shipped; only its addresses are others. */
export function startNginx(servers: readonly [string, string]): Promise<TestNginx> {
  return startShippedSite('payments.conf', (shipped, port) =>
    shipped
      .replace('127.0.0.1:3001', servers[0])
      .replace('127.0.0.1:3011', servers[1])
      .replace('127.0.0.1:8443', `127.0.0.1:${port}`),
  );
}

/** The same with `ops/nginx/web.conf`, whose certificate is left out. */
export function startWebNginx(server: string): Promise<TestNginx> {
  return startShippedSite('web.conf', (shipped, port) =>
    shipped
      .replace('127.0.0.1:3000', server)
      .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
      .replaceAll(/ssl_certificate.*;/g, ''),
  );
}

async function startShippedSite(name: string, adapt: (shipped: string, port: number) => string): Promise<TestNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-nginx-'));
  // nginx's workers are another user.
  await chmod(folder, 0o755);
  const port = await freePort();
  await writeFile(join(folder, name), adapt(await readFile(new URL(name, SHIPPED), 'utf8'), port));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `pid ${folder}/nginx.pid; error_log stderr notice; worker_processes 1;
    events { worker_connections 512; }
    http { access_log off; ${temporary.join(' ')} include ${folder}/${name}; }`,
  );
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    nginx.once('error', reject);
    nginx.once('exit', (code) => reject(new Error(`nginx ended with ${code}: ${said}`)));
    nginx.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('start worker process ')) resolve();
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => nginx.once('exit', resolve));
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
