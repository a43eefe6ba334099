import { expect, it } from 'vitest';
import { closeGenerationsBefore } from './close-fields.ts';
import type { FieldsNamespace } from './fields-socket.ts';

it('[HT7] a generation closes those before it, also where servers died between, and never its own', () => {
  const closed: string[] = [];
  const namespace = {
    in: (rooms: string[]) => {
      closed.push(...rooms);
      return { emit: () => true, disconnectSockets: () => undefined };
    },
  } as unknown as FieldsNamespace;
  closeGenerationsBefore(namespace, 'sess_1', 4);
  expect(closed).toEqual(['generation:sess_1:1', 'generation:sess_1:2', 'generation:sess_1:3']);
});
