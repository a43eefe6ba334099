import type { Command } from './command.ts';

const WIDTH = 100;

/** All commands, a line each. */
export function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    'Usage: fieldfare <command> [options]',
    '',
    ...columns(lines),
    '',
    '"fieldfare <command> --help" says more about one of them; "fieldfare --version" says which version this is.',
    'They work on the installation that "npm start" runs, or on the one that the environment names: PAYMENTS_DATABASE_URL and the',
    'KMS settings of the payment server (KMS_PROVIDER, KMS_KEY_FILE, AWS_KMS_KEY_ID).',
  ].join('\n');
}

/** One command: how it is called, what it takes, what to know. */
export function commandHelp({ name, summary, parameters, options, notes }: Command): string {
  const all = Object.entries(options).map(([option, { value, help, isRequired }]) => ({
    usage: `--${option}${value === undefined ? '' : ` ${value}`}`,
    help: isRequired ? `${help} (required)` : help,
    isRequired,
  }));
  const usage = [
    'fieldfare',
    name,
    ...parameters.map((parameter) => parameter.name),
    ...all.filter(({ isRequired }) => isRequired).map((option) => option.usage),
    ...(all.some(({ isRequired }) => !isRequired) ? ['[options]'] : []),
  ];
  return [
    `Usage: ${usage.join(' ')}`,
    '',
    summary,
    ...section(parameters.map((parameter) => [parameter.name, parameter.help] as const)),
    ...section(all.map((option) => [option.usage, option.help] as const)),
    ...notes.flatMap((note) => ['', ...wrapped(note, WIDTH)]),
  ].join('\n');
}

function section(lines: readonly (readonly [string, string])[]): string[] {
  return lines.length > 0 ? ['', ...columns(lines)] : [];
}

function columns(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([name]) => name.length)) + 4;
  return lines.flatMap(([name, text]) =>
    wrapped(text, WIDTH - width).map((part, i) => `  ${(i === 0 ? name : '').padEnd(width - 2)}${part}`),
  );
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
