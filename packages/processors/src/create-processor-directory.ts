import type { Processor, ProcessorDirectory } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';

export interface ConfiguredProcessors {
  /** Serves test mode; the sandbox bank. */
  test?: Processor | null;
  /** Serves live mode. */
  live?: Processor | null;
}

/**
 * Which processor serves a payment: by the mode of its session when it is made, by the name it carries ever after. A mode that nothing
 * is configured for throws `processor_not_configured`.
 */
export function createProcessorDirectory({ test = null, live = null }: ConfiguredProcessors): ProcessorDirectory {
  const byMode: Record<Mode, Processor | null> = { test, live };
  const byName = new Map(
    [test, live].filter((processor) => processor !== null).map((processor) => [processor.name, processor]),
  );
  return {
    forMode: (mode) => byMode[mode] ?? refuse(`No processor is configured for ${mode} mode. ${ADVICE[mode]}`),
    byName: (name) =>
      byName.get(name) ?? refuse(`The processor "${name}" carries payments but is not configured on this server.`),
  };
}

const ADVICE: Record<Mode, string> = {
  test: 'The sandbox bank serves it where FIELDFARE_ENV is development.',
  live: 'Use test keys, or configure a live processor first.',
};

function refuse(message: string): never {
  throw new FieldfareError('processing_error', { detail: 'processor_not_configured', message });
}
