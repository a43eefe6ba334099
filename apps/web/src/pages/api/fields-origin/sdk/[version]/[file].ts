import { answerSdkFile } from '../../../../../fields-origin/answer-sdk-file.ts';
import { toApiRoute } from '../../../../../fields-origin/to-api-route.ts';

/** The SDK's files for merchants' pages. */
export default toApiRoute(({ version = '', file = '' }, accepted) => answerSdkFile(version, file, accepted));
