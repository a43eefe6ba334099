import { answerCatalog } from '../../../../../fields-origin/answer-catalog.ts';

export const dynamic = 'force-dynamic';

/** One language's words for the fields. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  return answerCatalog(file);
}
