import { FieldKind } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { FIELD_KINDS } from './field-kinds.ts';

it('are those of the protocol', () => {
  expect(FIELD_KINDS.split(' ').toSorted()).toEqual(FieldKind.options.toSorted());
});
