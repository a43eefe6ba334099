import { FieldfareError } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { createLog } from './logger.ts';
import type { LogFields } from './logger.ts';

const lineOf = (fields: LogFields): Record<string, unknown> => {
  const lines: string[] = [];
  createLog('info', { write: (line) => void lines.push(line) }).info(fields, 'happened');
  return JSON.parse(lines[0] ?? '');
};

it('writes the fields that are allowed', () => {
  expect(lineOf({ request_id: 'req_1', status: 200 })).toMatchObject({
    level: 'info',
    request_id: 'req_1',
    status: 200,
    msg: 'happened',
  });
});

it('leaves out every field that nobody allowed, and every value that is not plain', () => {
  const fields = { authorization: 'Bearer x', route: { body: 'secret' } } as unknown as LogFields;
  expect(Object.keys(lineOf(fields))).toEqual(['level', 'time', 'service', 'msg']);
});

it('removes what could be a card number, a key or a token from the messages of others', () => {
  const line = lineOf({
    error: new Error(
      `input "4242 4242 4242 4242", sk_test_abcdef, ${'a'.repeat(30)}${'B'.repeat(30)}.payload.signature`,
    ),
  });
  expect(line['error']).toMatchObject({ message: 'input "[digits]", sk_test_[removed], [removed]' });
});

it('names causes and places, and never the message line of a stack', () => {
  const cause = new RangeError('4000000000000002');
  const error = new FieldfareError('system_error', { detail: 'outcome_not_recorded', message: 'Not recorded.', cause });
  const written = JSON.stringify(lineOf({ error }));
  expect(written).toContain('"detail":"outcome_not_recorded"');
  expect(written).toContain('"name":"RangeError"');
  expect(written).not.toContain('4000000000000002');
});
