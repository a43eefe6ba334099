import type { NotificationReader } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import { authorized } from '../caller.ts';

/** The person who asks, as a reader of notifications. A key is nobody who could have read one. */
export function notificationReader(request: FastifyRequest): NotificationReader {
  const { principal, merchantId } = authorized(request, 'notifications:read');
  if (principal.type === 'user')
    return { userId: principal.userId, merchantId, isOperator: principal.role === 'ADMIN' };
  throw new FieldfareError('permission_denied', {
    detail: 'person_required',
    message: 'Notifications are for people: ask with a console token.',
  });
}
