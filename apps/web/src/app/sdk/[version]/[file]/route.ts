import { answerSdkFile } from '../../../../fields-origin/answer-sdk-file.ts';

export const dynamic = 'force-dynamic';

interface FileParams {
  params: Promise<{ version: string; file: string }>;
}

/** The SDK's files for merchants' pages. */
export async function GET(_request: Request, { params }: FileParams): Promise<Response> {
  const { version, file } = await params;
  return answerSdkFile(version, file);
}
