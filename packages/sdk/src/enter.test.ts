// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { Fieldfare } from './fieldfare.ts';
import { FrameInPage, ptTokenOf } from './testing/frame-in-page.ts';

const FIELDS_ORIGIN = 'https://fields.example';

afterEach(() => vi.unstubAllGlobals());

it('submits the form around the field after it has told the page, and where there is none only tells', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  document.body.innerHTML = '<form><div id="number"></div></form><div id="code"></div>';
  const heard: string[] = [];
  document.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    heard.push('form');
  });
  const fields = Fieldfare({ fieldsOrigin: FIELDS_ORIGIN }).fields({ session: ptTokenOf('mer_1') });
  fields.on('submit', ({ kind }) => heard.push(kind));
  fields.create('card-number').mount('#number');
  fields.create('card-cvc').mount('#code');
  const number = await FrameInPage.boot('card-number', FIELDS_ORIGIN);
  const code = await FrameInPage.boot('card-cvc', FIELDS_ORIGIN);
  await number.tell({ type: 'submit' });
  await code.tell({ type: 'submit' });
  await vi.waitFor(() => expect(heard).toEqual(['card-number', 'form', 'card-cvc']));
  fields.destroy();
});
