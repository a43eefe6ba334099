export { FIELD_MESSAGES } from './card/problem-code.ts';
export type { ProblemCode } from './card/problem-code.ts';
export { renderFieldDocument, renderRefusal } from './document/render-field-document.ts';
export type { RenderedDocument } from './document/render-field-document.ts';
export type { FrameConfig } from './frame/frame-config.ts';
