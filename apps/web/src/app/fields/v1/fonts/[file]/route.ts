import { answerFont } from '../../../../../fields-origin/answer-font.ts';

export const dynamic = 'force-dynamic';

/** A font file of a merchant's fields. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  return answerFont((await params).file);
}
