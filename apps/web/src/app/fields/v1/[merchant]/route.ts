import { answerFieldDocument } from '../../../../fields-origin/answer-field-document.ts';

export const dynamic = 'force-dynamic';

/** The document of all fields of one merchant on one page. */
export async function GET(request: Request, { params }: { params: Promise<{ merchant: string }> }): Promise<Response> {
  const { merchant } = await params;
  return answerFieldDocument(merchant, new URL(request.url).searchParams.get('origin'));
}
