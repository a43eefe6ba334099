import { clientNetwork } from '@fieldfare/access';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';

/** Counts a request that names something by its id, or by a token, as a hit or a miss of whoever sent it: many misses are guesses. */
export function noteRequest({ watch }: Pick<Deps, 'watch'>, request: FastifyRequest): void {
  const { caller, failure } = request;
  const isStranger = failure?.code === 'authentication_error' && failure.detail !== 'token_expired';
  const namesOne = request.routeOptions.url?.includes('/:') ?? false;
  if (!isStranger && !namesOne) return;
  const subject = caller?.actor.id ?? clientNetwork(request.ip);
  watch.rates.note('unknown_tokens', subject, isStranger || failure?.code === 'not_found');
}
