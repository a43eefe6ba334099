import { setTimeout as delay } from 'node:timers/promises';
import type { Devtools } from './devtools.ts';

/** A number that passes Luhn, typed and deleted again, so that formatting, brand and checks all have their turn. */
const DIGITS = '4242424242424242';
const TIMES = 4;
/** A fast typist's pause, longer than a keystroke takes at the slowest. */
const PAUSE_MS = 80;
const PAINTED_WITHIN_MS = 5_000;

// Runs in the field's frame. A task that is posted from an animation frame begins once that frame has been painted.
const WATCH = `globalThis.painted = [];
addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { painted.push(performance.now() - timeStamp); port1.close(); };
  port2.postMessage(null);
}), true);
document.querySelector('input').focus();`;

/**
 * Types into the card number's frame of a checkout, key by key, and answers how long each keystroke took from the key to the painted frame,
 * in milliseconds of the frame's clock.
 */
export async function typeDigits(devtools: Devtools, page: string, frames: Iterable<string>): Promise<number[]> {
  const frame = await numberFrame(devtools, frames);
  await devtools.send('Page.bringToFront', {}, page);
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true }, page);
  await evaluate(devtools, frame, WATCH);
  let keys = 0;
  for (let time = 0; time < TIMES; time += 1) {
    for (const digit of DIGITS) {
      await press(devtools, page, {
        key: digit,
        text: digit,
        code: `Digit${digit}`,
        windowsVirtualKeyCode: 48 + Number(digit),
      });
      keys += 1;
    }
    for (const _ of DIGITS) {
      await press(devtools, page, { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 });
      keys += 1;
    }
  }
  return paintedKeys(devtools, frame, keys);
}

async function press(devtools: Devtools, page: string, key: object): Promise<void> {
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }, page);
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }, page);
  await delay(PAUSE_MS);
}

async function numberFrame(devtools: Devtools, frames: Iterable<string>): Promise<string> {
  for (const frame of frames) {
    const named = await evaluate(devtools, frame, 'name + location.href').catch(() => null);
    if (String(named).includes('card-number')) return frame;
  }
  throw new Error('the checkout has no frame for the card number');
}

async function paintedKeys(devtools: Devtools, frame: string, keys: number): Promise<number[]> {
  const deadline = performance.now() + PAINTED_WITHIN_MS;
  for (;;) {
    const painted = (await evaluate(devtools, frame, 'painted')) as number[];
    if (painted.length === keys) return painted;
    if (performance.now() > deadline)
      throw new Error(`${painted.length} of ${keys} keystrokes reached the card number`);
    await delay(50);
  }
}

async function evaluate(devtools: Devtools, session: string, expression: string): Promise<unknown> {
  const { result } = await devtools.send<{ result: { value?: unknown } }>(
    'Runtime.evaluate',
    { expression, returnByValue: true },
    session,
  );
  return result.value;
}
