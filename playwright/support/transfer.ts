import { Agent, get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface Transfer {
  text: string;
  /** What crossed the wire: status line, headers and body. */
  bytes: number;
}

const UNPACK = { gzip: gunzipSync, br: brotliDecompressSync, identity: (body: Buffer) => body };

/** Gets an address over a connection of its own, kept open as a browser would, and counts what the server sends. */
export async function transfer(url: string, encoding: keyof typeof UNPACK): Promise<Transfer> {
  const agent = new Agent({ keepAlive: true });
  try {
    return await new Promise<Transfer>((resolve, reject) => {
      get(url, { agent, headers: { 'accept-encoding': encoding } }, (answer) => {
        const { socket } = answer;
        const chunks: Buffer[] = [];
        const sentAs = answer.headers['content-encoding'] ?? 'identity';
        if (answer.statusCode !== 200 || sentAs !== encoding)
          reject(new Error(`${url} answered ${answer.statusCode}, encoded as ${sentAs}`));
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve({ text: UNPACK[encoding](Buffer.concat(chunks)).toString(), bytes: socket.bytesRead });
        });
      }).on('error', reject);
    });
  } finally {
    agent.destroy();
  }
}
