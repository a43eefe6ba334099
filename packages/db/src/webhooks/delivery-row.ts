import type { WebhookDelivery } from '@fieldfare/protocol';

export interface AttemptRow {
  number: number;
  /** As PostgreSQL writes it into JSON. */
  started_at: string;
  duration_ms: number;
  status_code: number | null;
  error: string | null;
  response_body: string | null;
}

export interface DeliveryRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  event_type: WebhookDelivery['event_type'];
  status: WebhookDelivery['status'];
  attempts: number;
  next_attempt_at: Date | null;
  created_at: Date;
  finished_at: Date | null;
  last_attempt: AttemptRow | null;
}

/** Deliveries `d`, out of that table or query, each with its event's type and its last try. */
export const selectDelivery = (from: string) => `
  SELECT d.id, d.event_id, d.endpoint_id, e.type AS event_type, d.status, d.attempts, d.next_attempt_at, d.created_at, d.finished_at,
    to_jsonb(a) AS last_attempt
  FROM ${from} d JOIN events e ON e.id = d.event_id LEFT JOIN webhook_attempts a ON a.delivery_id = d.id AND a.number = d.attempts`;

export function presentDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    object: 'webhook_delivery',
    endpoint: row.endpoint_id,
    event: row.event_id,
    event_type: row.event_type,
    status: row.status,
    attempts: row.attempts,
    next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
    last_attempt: row.last_attempt && presentAttempt(row.last_attempt),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

export function presentAttempt(row: AttemptRow): NonNullable<WebhookDelivery['last_attempt']> {
  return {
    number: row.number,
    started_at: new Date(row.started_at).toISOString(),
    duration_ms: row.duration_ms,
    status_code: row.status_code,
    error: row.error,
    response_body: row.response_body,
  };
}
