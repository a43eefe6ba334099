import type { FrameBoot, FrameMessage } from '../frame-messages.ts';
import { validators } from './generated/page.js';
import type { Is } from './is.ts';

export const isFrameBoot = validators.FrameBoot as Is<FrameBoot>;
export const isFrameMessage = validators.FrameMessage as Is<FrameMessage>;
