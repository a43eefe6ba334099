// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFocus } from './keep-focus.ts';

const focusControl = vi.fn<() => void>();
keepFocus(focusControl);

async function focusFrame(): Promise<void> {
  window.dispatchEvent(new FocusEvent('focus'));
  await new Promise((done) => setTimeout(done));
}

beforeEach(() => {
  focusControl.mockClear();
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

describe('a frame that was given the focus', () => {
  it('hands it to its control when nothing in it has it', async () => {
    await focusFrame();
    expect(focusControl).toHaveBeenCalledOnce();
  });

  it('leaves it where the browser put it', async () => {
    const button = document.body.appendChild(document.createElement('button'));
    window.dispatchEvent(new FocusEvent('focus'));
    button.focus();
    await new Promise((done) => setTimeout(done));
    expect(focusControl).not.toHaveBeenCalled();
  });

  it('takes it back from nobody once it has lost it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    await focusFrame();
    expect(focusControl).not.toHaveBeenCalled();
  });
});
