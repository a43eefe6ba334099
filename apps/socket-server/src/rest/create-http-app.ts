import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { newId } from '@fieldfare/protocol';
import { fastify } from 'fastify';
import helmet from 'helmet';
import type { Deps } from '../deps.ts';
import { routeHealth } from '../health/route-health.ts';
import { routeJwks } from '../health/route-jwks.ts';
import { routeMetrics } from '../health/route-metrics.ts';
import type { Live } from '../live.ts';
import { trustedProxies } from '../net/client-ip.ts';
import { asksForSocket, hearBrokenUpgrades } from '../net/take-upgrades.ts';
import { allowCors } from './allow-cors.ts';
import { answerErrors } from './answer-errors.ts';
import { answerUnreadableAddress, answerUnreadableRequest } from './answer-unreadable.ts';
import { observeRequests } from './observe-requests.ts';
import { parseQuery } from './parse-query.ts';
import { registerRest } from './register-rest.ts';
import { compileZod } from './zod-type-provider.ts';
import type { RestApp, ZodTypeProvider } from './zod-type-provider.ts';

const MAX_BODY_BYTES = 100 * 1024;
/** So long a request may take to come whole. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP side of the server. */
export async function createHttpApp(deps: Deps, live: Live): Promise<RestApp> {
  const headers = securityHeaders();
  const app: RestApp = fastify({
    http: { shouldUpgradeCallback: asksForSocket },
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies(deps.settings.http.trustedProxies),
    routerOptions: { querystringParser: parseQuery },
    genReqId: () => newId('request'),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    frameworkErrors: answerUnreadableAddress(deps, headers),
    clientErrorHandler: answerUnreadableRequest(deps, headers),
  }).withTypeProvider<ZodTypeProvider>();
  hearBrokenUpgrades(app.server);
  app.setValidatorCompiler(compileZod);
  app.decorateRequest('caller', null);
  app.decorateRequest('failure', null);
  app.decorateRequest('claimId', null);
  parseBodies(app);
  observeRequests(app, deps);
  answerErrors(app, deps);
  protect(app, headers);
  await allowCors(app, deps);
  routeHealth(app, deps);
  routeJwks(app, deps);
  routeMetrics(app, deps);
  await app.register(async (v1: RestApp) => registerRest(v1, deps, live), { prefix: '/v1' });
  return app;
}

/** JSON only; no body at all is an empty one, so that a command without parameters needs neither. */
function parseBodies(app: RestApp): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body, done);
  });
}

/** Security headers on every answer. */
function protect(app: RestApp, headers: Record<string, string>): void {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

/** What helmet writes into an answer, asked of it once: it is the same for all of them. */
function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const write = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Answers are read by pages of other origins where CORS lets them.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
  write(answer.req, answer, (error) => {
    if (error) throw error;
  });
  for (const [name, value] of Object.entries(answer.getHeaders())) headers[name] = String(value);
  return headers;
}
