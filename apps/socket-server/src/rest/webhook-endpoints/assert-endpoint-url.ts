import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { isPublicAddress } from '../../webhooks/is-public-address.ts';
import { isIP } from 'node:net';

/**
 * Refuses a URL that could never be delivered to: in production it must be https, and no address of a private network. Names are checked
 * where they are resolved, at each delivery.
 */
export function assertEndpointUrl({ settings }: Pick<Deps, 'settings'>, value: string | undefined): void {
  if (value === undefined) return;
  if (!settings.isProduction) return;
  const { protocol, hostname } = new URL(value);
  if (protocol !== 'https:') throw refused('https_required', 'The URL must begin with https://.');
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const isPrivate = isIP(literal) !== 0 ? !isPublicAddress(literal) : /(^|\.)localhost\.?$/.test(hostname);
  if (isPrivate) throw refused('address_refused', 'The URL must lead to an address of the public internet.');
}

function refused(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, param: 'url', message });
}
