import { Notice } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';

export function KeyProblem({ error }: { error: Error | null }) {
  if (error === null) return null;
  const { message, requestId } = problemWords(error);
  return (
    <Notice tone="bad" announce="alert" title="That did not work">
      <p>{message}</p>
      {requestId ? <p className="font-mono text-xs">{requestId}</p> : null}
    </Notice>
  );
}
