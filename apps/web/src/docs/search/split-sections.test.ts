import { expect, it } from 'vitest';
import { splitSections } from './split-sections.ts';

it('names each part by its heading and keeps its words, not its code', () => {
  const page = `Intro.

## The \`pay()\` call

It **answers** a [result](/docs/errors).

\`\`\`js
## not a heading
\`\`\`

### Twice

| a | b |
|---|---|
| one | two |

## Twice
`;
  expect(splitSections(page)).toEqual([
    { slug: 'the-pay-call', heading: 'The pay() call', text: 'It answers a result.' },
    { slug: 'twice', heading: 'Twice', text: 'a b one two' },
    { slug: 'twice-1', heading: 'Twice', text: '' },
  ]);
});
