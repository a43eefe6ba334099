import type { CardBrand } from '@fieldfare/protocol';

const SVG = 'http://www.w3.org/2000/svg';

type Part = [tag: 'rect' | 'circle' | 'path' | 'text', attributes: Record<string, string>, text?: string];

const card = (fill: string): Part => ['rect', { width: '38', height: '24', rx: '4', fill }];
const word = (text: string, fill: string, size: string): Part => [
  'text',
  {
    x: '19',
    y: '16',
    fill,
    'font-size': size,
    'font-weight': '700',
    'font-family': 'Arial,sans-serif',
    'text-anchor': 'middle',
  },
  text,
];
const disc = (cx: string, fill: string, opacity = '1'): Part => ['circle', { cx, cy: '12', r: '7', fill, opacity }];

const BLANK: readonly Part[] = [
  [
    'rect',
    {
      x: '.75',
      y: '.75',
      width: '36.5',
      height: '22.5',
      rx: '3.5',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '1.5',
      opacity: '.35',
    },
  ],
  ['path', { d: 'M1 8h36', stroke: 'currentColor', 'stroke-width': '3', opacity: '.35' }],
];

const ICONS: Partial<Record<CardBrand, readonly Part[]>> = {
  visa: [card('#1434cb'), word('VISA', '#fff', '11')],
  mastercard: [card('#252525'), disc('15', '#eb001b'), disc('23', '#f79e1b', '.85')],
  'american-express': [card('#016fd0'), word('AMEX', '#fff', '10')],
  discover: [card('#fff'), disc('29', '#f47216'), word('DISC', '#222', '9')],
  'diners-club': [
    card('#0069aa'),
    disc('19', '#fff'),
    ['path', { d: 'M16 8v8M22 8v8', stroke: '#0069aa', 'stroke-width': '2' }],
  ],
  jcb: [card('#0b4ea2'), word('JCB', '#fff', '11')],
  unionpay: [card('#00447c'), word('UPay', '#fff', '10')],
  'cartes-bancaires': [card('#1a6c4f'), word('CB', '#fff', '12')],
  maestro: [card('#252525'), disc('15', '#6c6bbd'), disc('23', '#eb001b', '.85')],
};

/** A small picture of the brand, made of elements and not of markup, so that no sink of Trusted Types is touched. */
export function brandIcon(brand: CardBrand | null): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 38 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes, text] of (brand && ICONS[brand]) ?? BLANK) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  }
  return svg;
}
