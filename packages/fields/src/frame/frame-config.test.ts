import { describe, expect, it } from 'vitest';
import { isAtHome, readName } from './frame-config.ts';
import type { FrameConfig } from './frame-config.ts';

const CONFIG = { origin: 'https://shop.example', fields_origin: 'https://fields.example' } as FrameConfig;

function frame({
  origin = CONFIG.fields_origin,
  isTop = false,
  ancestorOrigins,
}: { origin?: string; isTop?: boolean; ancestorOrigins?: string[] } = {}): Window {
  const scope = { origin, location: { ancestorOrigins } } as unknown as Window & { parent: Window };
  scope.parent = isTop ? scope : ({} as Window);
  return scope;
}

describe('a frame', () => {
  it('works below the one allowed page, and where the browser does not tell the ancestors', () => {
    expect(isAtHome(CONFIG, frame({ ancestorOrigins: ['https://shop.example'] }))).toBe(true);
    expect(isAtHome(CONFIG, frame())).toBe(true);
  });

  it('stays dead on its own, below another page anywhere up the tree, and in a sandbox without an origin', () => {
    expect(isAtHome(CONFIG, frame({ isTop: true }))).toBe(false);
    expect(isAtHome(CONFIG, frame({ ancestorOrigins: ['https://evil.example'] }))).toBe(false);
    expect(isAtHome(CONFIG, frame({ ancestorOrigins: ['https://shop.example', 'https://evil.example'] }))).toBe(false);
    expect(isAtHome(CONFIG, frame({ origin: 'null' }))).toBe(false);
  });

  it('reads its kind and id from its name', () => {
    expect(readName('card-cvc.abc')).toEqual({ kind: 'card-cvc', frame: 'abc' });
    expect(readName('')).toEqual({ kind: '', frame: '' });
  });
});
