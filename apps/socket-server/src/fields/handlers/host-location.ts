import { assertLocation } from '../../location/assert-location.ts';
import { fieldsHandler } from '../fields-handler.ts';

/**
 * `host:location`: where the page says that its shopper is. Only the country is weighed; nothing of it is stored. It is noted before
 * anything is awaited, so that a challenge which was asked for right behind it finds it.
 */
export const hostLocation = fieldsHandler(
  'host:location',
  'hosted',
  async ({ deps, connection, request }) => {
    const { whereabouts } = connection;
    const known = whereabouts.reported ?? [];
    const { country } = request;
    whereabouts.reported = country === undefined || known.includes(country) ? known : [...known, country];
    await assertLocation(deps, connection);
    return { type: 'location', status: 200 as const };
  },
  { keeps: 'none' },
);
