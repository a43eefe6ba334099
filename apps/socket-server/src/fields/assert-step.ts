import { FieldfareError } from '@fieldfare/protocol';
import type { FieldsConnection, HostedStep, ProvingStep } from './fields-socket.ts';
import { sessionClosed } from './session-state.ts';

/** Made once each: whoever floods before proving is refused by them, and where they are thrown is known. */
const NOT_HOSTED: Readonly<Record<ProvingStep['next'], FieldfareError>> = {
  'host:hostToken': notHosted('host:hostToken'),
  'host:resume': notHosted('host:resume'),
};

/** The connection's step, where it is the one that an event needs. */
export function assertStep(connection: FieldsConnection, needed: 'proving' | 'hosted'): ProvingStep | HostedStep {
  const { step } = connection;
  if (step.state === needed) return step;
  switch (step.state) {
    case 'proving':
      throw NOT_HOSTED[step.next];
    case 'hosted':
      throw new FieldfareError('conflict', {
        detail: 'already_hosted',
        message: 'This connection is a host already.',
      });
    case 'closed':
      throw sessionClosed();
  }
}

function notHosted(next: ProvingStep['next']): FieldfareError {
  return new FieldfareError('invalid_request', {
    detail: 'not_hosted',
    message: `Prove the host first: send ${next}.`,
  });
}
