import type { Transport } from '@fieldfare/sdk/react-console';

/** A console socket that a test answers for and speaks through. */
export function createFakeSocket() {
  const listeners = new Map<string, (payload: unknown) => void>();
  const asked: { event: string; payload: Record<string, unknown> }[] = [];
  const open = (): Transport => ({
    on: (event, listener) => void listeners.set(event, listener),
    ask: async (event, payload) => {
      asked.push({ event, payload: payload as Record<string, unknown> });
      return { type: 'subscribed', sequence: 0 };
    },
    close: () => undefined,
  });
  const receive = (event: string, payload?: unknown) => listeners.get(event)?.(payload);
  /** The rooms that are heard now, in the order of their names. */
  const rooms = () => {
    const heard = new Set<string>();
    for (const { event, payload } of asked) {
      if (event === 'subscribe') heard.add(String(payload['room']));
      if (event === 'unsubscribe') heard.delete(String(payload['room']));
    }
    return [...heard].toSorted((one, other) => one.localeCompare(other));
  };
  return { open, receive, asked, rooms };
}
