import { expect, it } from 'vitest';
import { html, jsonBlock } from './html.ts';

it('escapes values and takes templates as they are', () => {
  const inner = html`<b>${`<script>"'&`}</b>`;
  expect(html`<p title="${'"'}">${inner}${[inner, inner]}${null}${false}${0}</p>`.text).toBe(
    '<p title="&quot;"><b>&lt;script&gt;&quot;&#39;&amp;</b><b>&lt;script&gt;&quot;&#39;&amp;</b><b>&lt;script&gt;&quot;&#39;&amp;</b>0</p>',
  );
});

it('puts data into a page that cannot end its element', () => {
  const block = jsonBlock('data', { text: '</script><script>alert(1)' }).text;
  expect(block.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(block.replaceAll(/^<script[^>]*>|<\/script>$/g, ''))).toEqual({
    text: '</script><script>alert(1)',
  });
});
