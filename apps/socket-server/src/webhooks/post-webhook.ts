import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './is-public-address.ts';

/** Why nothing was answered, in words of ours: what a library says may quote what it was sent. */
export type PostProblem =
  | 'address_refused'
  | 'https_required'
  | 'name_not_found'
  | 'connection_failed'
  | 'tls_failed'
  | 'timed_out';

export type PostAnswer = { status: number; body: Buffer } | { problem: PostProblem };

export interface PostRules {
  /** Production: only https, and only to addresses of the public internet. Development may write to http and to this machine. */
  isProduction: boolean;
  timeoutMs: number;
  /** Finds a name's addresses; the system's resolver unless told. */
  resolve?: (hostname: string) => Promise<string[]>;
}

/** So much of an answer is read; the connection is then closed. */
const READ_BYTES = 64 * 1024;

class Refused extends Error {
  readonly problem: PostProblem;

  constructor(problem: PostProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Posts to an address that a merchant chose. The name is resolved once, every address that it has is checked, and the connection goes to the
 * one that was checked: a name that answers differently the next moment gains nothing. Redirects are answers like any other, nothing of the
 * environment (proxies) is used, and connections are not kept.
 */
export async function postWebhook(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  rules: PostRules,
): Promise<PostAnswer> {
  if (rules.isProduction && url.protocol !== 'https:') return { problem: 'https_required' };
  const timeout = AbortSignal.timeout(rules.timeoutMs);
  try {
    const address = await Promise.race([chooseAddress(url, rules), rejectedBy(timeout)]);
    return await send(url, address, body, headers, timeout);
  } catch (error) {
    return { problem: timeout.aborted ? 'timed_out' : problemOf(error) };
  }
}

async function chooseAddress({ hostname }: URL, { isProduction, resolve = systemResolve }: PostRules): Promise<string> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(literal) === 0 ? await resolve(hostname) : [literal];
  // One that is not public among several is refused with all of them: that is no accident.
  if (isProduction && !addresses.every(isPublicAddress)) throw new Refused('address_refused');
  const [first] = addresses;
  if (first === undefined) throw new Refused('name_not_found');
  return first;
}

async function systemResolve(hostname: string): Promise<string[]> {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw Object.assign(new Refused('name_not_found'), { cause: error });
  }
}

function send(
  url: URL,
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PostAnswer> {
  const family = isIP(address);
  const pinned: LookupFunction = (_name, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request: ClientRequest = open(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        // No agent: no pooled connection that was opened for another name, and none that is kept.
        agent: false,
        lookup: pinned,
        signal,
      },
      (response) =>
        void read(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject),
    );
    request.once('error', reject);
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= READ_BYTES) break;
  }
  response.destroy();
  return Buffer.concat(chunks);
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Refused('timed_out')), { once: true });
  });
}

function problemOf(error: unknown): PostProblem {
  if (error instanceof Refused) return error.problem;
  const { code = '' } = error as NodeJS.ErrnoException;
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)
    ? 'tls_failed'
    : 'connection_failed';
}
