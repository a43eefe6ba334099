import { expect, test } from 'vitest';
import { roleUrl } from './runtime-roles.ts';

test('replaces user and password and keeps the rest', () => {
  const url = roleUrl('postgresql://owner:secret@db.example:6432/fieldfare?sslmode=require', 'fieldfare_web', 'a/b@c');
  expect(url).toBe('postgresql://fieldfare_web:a%2Fb%40c@db.example:6432/fieldfare?sslmode=require');
});
