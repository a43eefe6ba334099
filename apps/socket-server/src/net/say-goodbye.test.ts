import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { ConsoleNamespace } from '../console/console-socket.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';
import { sayGoodbye } from './say-goodbye.ts';

it('[RQ4] tells every host why it is closed, closes the consoles too, and waits for nobody who has gone', async () => {
  const told: unknown[] = [];
  const closed: string[] = [];
  const socketOf = (name: string) => {
    const conn = new EventEmitter();
    return {
      conn,
      data: { connection: { step: { state: 'hosted' } } },
      emit: (event: string, payload: unknown) => told.push([name, event, payload]),
      disconnect: () => {
        closed.push(name);
        conn.emit('close');
      },
    };
  };
  const namespaceOf = (...names: string[]) => {
    const sockets = new Map(names.map((name) => [name, socketOf(name)]));
    const disconnectSockets = () => sockets.forEach((socket) => socket.disconnect());
    return { sockets, disconnectSockets };
  };
  const fields = namespaceOf('a', 'b') as unknown as FieldsNamespace;
  await sayGoodbye(fields, namespaceOf('window') as unknown as ConsoleNamespace);
  expect(told).toEqual(['a', 'b'].map((name) => [name, 'session:closed', { reason: 'shutting_down' }]));
  expect(closed).toEqual(['a', 'b', 'window']);
});
