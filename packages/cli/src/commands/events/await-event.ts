import { EventList } from '@fieldfare/protocol';
import type { Event, EventType } from '@fieldfare/protocol';
import { askApi } from '../../api/ask-api.ts';
import { CliError } from '../../cli-error.ts';
import type { Context } from '../../context.ts';

/** The event that is waited for. */
export interface Awaited {
  type: EventType;
  /** The payment, saved method or endpoint that it is about; a refund or dispute names its payment. */
  subject: string;
  /** What was recorded before that is not looked at. */
  afterSequence: number;
}

const EVERY_MS = 500;
const ROUNDS = 180;
const AT_ONCE = 100;
/** Most events are recorded within a moment; about others a person wants to know why nothing happens. */
const SAID_AT = 2;

/** Waits until the payment server has recorded the event. */
export async function awaitEvent(context: Context, { type, subject, afterSequence }: Awaited): Promise<Event> {
  const target = await context.api();
  for (let round = 0; round < ROUNDS; round++) {
    const { data } = await askApi(target, {
      path: `/v1/events?type=${type}&after_sequence=${afterSequence}&limit=${AT_ONCE}`,
      schema: EventList,
      signal: context.signal,
    });
    const event = data.find((found) => found.data.id === subject || found.data['payment'] === subject);
    if (event) return event;
    if (round === SAID_AT) context.say(`${type} comes by itself within half a minute. Waiting for it.`);
    await context.wait(EVERY_MS);
  }
  throw new CliError(
    `There was no ${type} of ${subject} within ${(EVERY_MS * ROUNDS) / 1_000} seconds. GET /v1/events shows what happened instead.`,
  );
}
