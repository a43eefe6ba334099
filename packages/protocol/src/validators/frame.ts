import type { PayloadKeyClaims } from '../card-payload.ts';
import type { FrameConnect, HostMessage, KeyConfirmation, KeyQuestion, PageMessage } from '../frame-messages.ts';
import type { HostClaims } from '../tokens.ts';
import { validators } from './generated/frame.js';
import type { Is } from './is.ts';

export const isFrameConnect = validators.FrameConnect as Is<FrameConnect>;
export const isPageMessage = validators.PageMessage as Is<PageMessage>;
export const isHostMessage = validators.HostMessage as Is<HostMessage>;
export const isHostClaims = validators.HostClaims as Is<HostClaims>;
export const isPayloadKeyClaims = validators.PayloadKeyClaims as Is<PayloadKeyClaims>;
export const isKeyQuestion = validators.KeyQuestion as Is<KeyQuestion>;
export const isKeyConfirmation = validators.KeyConfirmation as Is<KeyConfirmation>;
