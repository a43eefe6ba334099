/** The validators that a browser may load. The payment server's stand apart in requests.ts, so that no page carries them. */
export type { Is } from './is.ts';
export { isFrameBoot, isFrameMessage } from './page.ts';
export {
  isFrameConnect,
  isHostClaims,
  isHostMessage,
  isKeyConfirmation,
  isKeyQuestion,
  isPageMessage,
  isPayloadKeyClaims,
} from './frame.ts';
export {
  isAnswerTo,
  isErrorAnswer,
  isPtClaims,
  isPush,
  isRefusalData,
  isSealedValue,
  isSiblingMessage,
} from './host.ts';
