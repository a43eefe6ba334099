import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export interface ErrorStateProps {
  title: string;
  message: string;
  /** The title is the page's own heading, because there is no other. */
  isPage?: boolean;
  /** For support: the request's id, where there is one. */
  requestId?: string | null;
  onRetry?: () => void;
  isRetrying?: boolean;
}

export function ErrorState({
  title,
  message,
  requestId,
  onRetry,
  isRetrying = false,
  isPage = false,
}: ErrorStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div role="alert" className="grid justify-items-center gap-1.5 px-6 py-14 text-center">
      <Icon name="alert" className="text-bad-ink" width="22" height="22" />
      <Title className="text-lg font-semibold">{title}</Title>
      <p className="max-w-prose text-muted">{message}</p>
      {requestId ? <p className="font-mono text-xs text-faint">{requestId}</p> : null}
      {onRetry ? (
        <Button className="mt-3" onClick={onRetry} isBusy={isRetrying}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
