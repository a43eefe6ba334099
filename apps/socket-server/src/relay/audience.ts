import type { ConsoleSocket } from '../console/console-socket.ts';

/** Who hears a room: a merchant's people hear a payment whole, its shopper what is the shopper's of it. */
export type Audience = 'people' | 'shoppers';

const SHOPPERS = 'shopper:';

/** The audience that a socket belongs to. */
export function audienceOf({ data }: Pick<ConsoleSocket, 'data'>): Audience {
  return data.connection.isShopper ? 'shoppers' : 'people';
}

/** The room of the socket server in which an audience of a protocol's room sits: each has its own, so that none is told what is the other's. */
export function seatsOf(room: string, audience: Audience): string {
  return audience === 'shoppers' ? SHOPPERS + room : room;
}

/** The protocol's room that seats belong to. */
export function roomOfSeats(seats: string): string {
  return seats.startsWith(SHOPPERS) ? seats.slice(SHOPPERS.length) : seats;
}
