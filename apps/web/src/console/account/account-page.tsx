import { Panel } from '@fieldfare/ui';
import type { RestClient } from '../api/rest-client.ts';
import { SecondFactorPanel } from '../second-factor/second-factor-panel.tsx';
import { ChangePasswordForm } from './change-password-form.tsx';

export interface AccountPageProps {
  user: { name: string; email: string };
  rest: RestClient;
}

/** What is a person's own, whoever they work for or buy from. */
export function AccountPage({ user, rest }: AccountPageProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="flex min-h-9 items-center text-xl font-semibold">Your account</h1>
      <p className="break-words text-muted">
        {user.name}, {user.email}
      </p>
      <Panel title="Password">
        <ChangePasswordForm email={user.email} rest={rest} />
      </Panel>
      <SecondFactorPanel email={user.email} rest={rest} />
    </div>
  );
}
