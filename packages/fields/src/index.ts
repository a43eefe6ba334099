export { ENGLISH } from './words/english.ts';
export type { WordCode } from './words/english.ts';
export { closingOf } from './document/closing-of.ts';
export { renderFieldDocument, renderRefusal } from './document/render-field-document.ts';
export type { RenderedDocument } from './document/render-field-document.ts';
export type { FrameConfig } from './frame/frame-config.ts';
