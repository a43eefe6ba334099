import { answerFieldDocument } from '../../../../fields-origin/answer-field-document.ts';
import { toApiRoute } from '../../../../fields-origin/to-api-route.ts';

/** The document of all fields of one merchant on one page. */
export default toApiRoute(({ merchant = '', origin = null, part, version = null }, accepted) =>
  answerFieldDocument(
    { merchantUid: merchant, origin, part: part === 'challenge' ? 'challenge' : 'fields', version },
    accepted,
  ),
);
