import { describe, expect, it } from 'vitest';
import { closingOf } from './closing-of.ts';
import { renderFieldDocument, renderRefusal } from './render-field-document.ts';

const FRAME = { hash: 'sha256-frame' };
const CONFIG = {
  merchant_uid: 'mer_1',
  origin: 'https://shop.example',
  fields_origin: 'https://fields.example',
  payments_origin: 'https://payments.example',
  root_thumbprints: ['thumb</script><script>alert(1)'],
  catalogs: { hash: 'abc123', languages: ['de'] },
  fonts: [],
  bin_digits: 0,
};

describe('the field document', () => {
  const { opening, headers } = renderFieldDocument(CONFIG, FRAME);
  const html = `${opening}${closingOf('frame()')}`;
  const policy = Object.fromEntries(
    (headers['content-security-policy'] ?? '')
      .split(';')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );

  it('may be embedded by the one origin, runs its own script and talks to the payment server alone', () => {
    expect(policy).toEqual({
      'default-src': `'none'`,
      'script-src': `'sha256-frame'`,
      'connect-src': 'wss://payments.example https://fields.example/fields/v1/words/',
      'frame-ancestors': 'https://shop.example',
      'base-uri': `'none'`,
      'form-action': `'none'`,
      'require-trusted-types-for': `'script'`,
      'trusted-types': `'none'`,
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('may load fonts where the merchant has some, from its own folder of them alone', () => {
    expect(headers['content-security-policy']).not.toContain('font-src');
    const fonts = [{ family: 'Brand', weight: 400, style: 'normal', file: 'abc.woff2' }] as const;
    expect(renderFieldDocument({ ...CONFIG, fonts }, FRAME).headers['content-security-policy']).toContain(
      'font-src https://fields.example/fields/v1/fonts/;',
    );
  });

  it('holds the bank’s question in a document of its own, by the same policy', () => {
    const challenge = renderFieldDocument(CONFIG, { hash: 'sha256-challenge' });
    expect(challenge.opening).toBe(opening);
    expect(challenge.headers['content-security-policy']).toBe(
      headers['content-security-policy']?.replace(`'sha256-frame'`, `'sha256-challenge'`),
    );
  });

  it('may stand in a page that isolates itself from other origins', () => {
    expect(headers).toMatchObject({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it('takes nothing that a page can lend a frame, sends its address to nobody, and is taken for nothing else', () => {
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const lent = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture'];
    expect(headers['permissions-policy']?.split(',')).toEqual(lent.map((feature) => `${feature}=()`));
  });

  it('is cached for a minute and shared by every frame of the page', () => {
    expect(headers['cache-control']).toBe('max-age=60');
    expect(html).not.toContain('card-number');
  });

  it('carries its configuration as data that cannot become markup', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    const data = /<script type="application\/json" id="fieldfare">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(CONFIG);
  });
});

describe('a refusal', () => {
  it('says in words what to set, is embeddable by nobody and not cached', () => {
    const { html, headers } = renderRefusal('origin_mismatch', 'Add <this> origin.');
    expect(html).toContain('Add &lt;this> origin.');
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).toMatchObject({
      'fieldfare-error': 'origin_mismatch',
      'fieldfare-message': 'Add <this> origin.',
      'access-control-expose-headers': 'fieldfare-error, fieldfare-message',
    });
  });
});
