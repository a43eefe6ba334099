import { answerFieldDocument } from '../../../../fields-origin/answer-field-document.ts';

export const dynamic = 'force-dynamic';

/** The document of all fields of one merchant on one page. */
export async function GET(request: Request, { params }: { params: Promise<{ merchant: string }> }): Promise<Response> {
  const { merchant } = await params;
  const { searchParams } = new URL(request.url);
  const part = searchParams.get('part') === 'challenge' ? 'challenge' : 'fields';
  return answerFieldDocument({
    merchantUid: merchant,
    origin: searchParams.get('origin'),
    part,
    version: searchParams.get('version'),
  });
}
