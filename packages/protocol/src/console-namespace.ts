import * as z from 'zod';
import { ApprovalUpdate } from './approval.ts';
import { RequestId } from './ids.ts';
import { MAX_SEQUENCE } from './limits.ts';
import { freeText } from './metadata.ts';
import { Notification } from './notification.ts';
import { SystemBroadcast } from './operator.ts';
import { OwnPayment } from './own-payment.ts';
import { Mode, Payment } from './payment.ts';
import { TeamUpdate } from './team.ts';

export const ConsoleAuth = z.strictObject({ protocol: z.int(), token: z.string().max(8192) });
export type ConsoleAuth = z.infer<typeof ConsoleAuth>;

/** A merchant's rooms bring what happens in both modes; each payment says its own. */
export const Room = z
  .string()
  .max(120)
  .regex(
    /^(user:usr_[0-9a-z]{26}|role:(ADMIN|VENDOR|CUSTOMER)|merchant:mer_[0-9a-z]{26}:(payments|dashboard|approvals|team)|payment:pay_[0-9a-z]{26}|broadcast)$/,
  );

/** What a person's windows share: how the console looks and what it is filtered by. What is left out stays as it is. */
export const SharedState = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  mode: Mode.optional(),
  filters: z.record(freeText(40), freeText(200)).optional(),
});
export type SharedState = z.infer<typeof SharedState>;

const request = { request_id: RequestId };

export const CONSOLE_REQUESTS = {
  subscribe: z.strictObject({ ...request, room: Room, after_sequence: z.int().min(0).max(MAX_SEQUENCE).optional() }),
  unsubscribe: z.strictObject({ ...request, room: Room }),
  ping: z.strictObject({ ...request }),
  token_refresh: z.strictObject({ ...request, token: z.string().max(8192) }),
  'state:publish': z.strictObject({ ...request, state: SharedState }),
} as const;
export type ConsoleEvent = keyof typeof CONSOLE_REQUESTS;
export type ConsoleRequest<E extends ConsoleEvent> = z.infer<(typeof CONSOLE_REQUESTS)[E]>;

const answer = { request_id: z.string(), timestamp: z.iso.datetime() };

/** `sequence` is the room's newest: what the client has is complete up to it once the replayed pushes, which come first, have arrived. */
export const CONSOLE_ANSWERS = {
  subscribe: z.strictObject({ type: z.literal('subscribed'), ...answer, room: z.string(), sequence: z.int().min(0) }),
  unsubscribe: z.strictObject({ type: z.literal('unsubscribed'), ...answer, room: z.string() }),
  ping: z.strictObject({ type: z.literal('pong'), ...answer }),
  token_refresh: z.strictObject({ type: z.literal('token'), ...answer, expires_at: z.iso.datetime() }),
  'state:publish': z.strictObject({ type: z.literal('published'), ...answer }),
} as const;
export type ConsoleAnswer<E extends ConsoleEvent> = z.infer<(typeof CONSOLE_ANSWERS)[E]>;

/** Every push of the console namespace travels in this envelope. */
export function envelopeOf<T extends string, P extends z.ZodType>(type: T, payload: P) {
  return z.strictObject({
    type: z.literal(type),
    payload,
    timestamp: z.iso.datetime(),
    correlation_id: z.string().nullable(),
    room: z.string(),
    sequence: z.int().min(0),
  });
}

export const CONSOLE_PUSHES = {
  'payment:updated': envelopeOf('payment:updated', Payment),
  /** What a shopper is told instead, in `user:{id}` and in `payment:{id}` of what is his own. */
  'own_payment:updated': envelopeOf('own_payment:updated', OwnPayment),
  'session:sync': envelopeOf(
    'session:sync',
    z.discriminatedUnion('action', [
      z.strictObject({ action: z.literal('signed_out') }),
      /** A role or a membership has changed: the next token tells what the person may do now. */
      z.strictObject({ action: z.literal('rights_changed') }),
      z.strictObject({ action: z.literal('state'), state: SharedState }),
    ]),
  ),
  'approval:updated': envelopeOf('approval:updated', ApprovalUpdate),
  'team:updated': envelopeOf('team:updated', TeamUpdate),
  'notification:new': envelopeOf('notification:new', Notification),
  'system:broadcast': envelopeOf('system:broadcast', SystemBroadcast),
  token_expiring: z.strictObject({ expires_at: z.iso.datetime() }),
} as const;
export type ConsolePush = keyof typeof CONSOLE_PUSHES;
export type ConsolePushPayload<P extends ConsolePush> = z.infer<(typeof CONSOLE_PUSHES)[P]>;
