import { newId } from '@fieldfare/protocol';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import { runCli } from './testing/run-cli.ts';

const CREATE_KEY = ['create-key', '--merchant', newId('merchant'), '--mode', 'live', '--name', 'A'];

const MERCHANT = ['--name', 'A', '--origin', 'https://shop.example', '--statement-descriptor', 'SHOP A'];
const CREATE_MERCHANT = ['create-merchant', ...MERCHANT];

describe('asking for help', () => {
  it.each([[['--help']], [['-h']], [['help']]])('%j lists every command', async (argv) => {
    const { exitCode, out } = await runCli(argv);
    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(out).toContain(name);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(summary);
    }
  });

  it.each([[['--version']], [['-v']], [['version']]])(
    '%j says which version this is, and nothing else',
    async (argv) => {
      expect(await runCli(argv)).toEqual({ exitCode: 0, out: packageJson.version, said: '' });
    },
  );

  it('no command at all lists them too, as a misuse', async () => {
    expect(await runCli([])).toMatchObject({ exitCode: 2, out: expect.stringContaining('keys rotate') as string });
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s --help says what it takes',
    async (name, command) => {
      const { exitCode, out } = await runCli([...name.split(' '), '--help']);
      expect(exitCode).toBe(0);
      expect(out).toContain(`Usage: fieldfare ${name}`);
      for (const option of Object.keys(command.options)) expect(out).toContain(`--${option}`);
      for (const parameter of command.parameters) expect(out).toContain(parameter.name);
      for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(130);
    },
  );
});

describe('the help of a command', () => {
  it('marks the options that it does not run without', async () => {
    const { out } = await runCli(['create-merchant', '--help']);
    const [usage] = out.split('\n');
    expect(usage).toBe(
      'Usage: fieldfare create-merchant --name NAME --origin ORIGIN --statement-descriptor TEXT [options]',
    );
    expect(out.replaceAll(/\s+/g, ' ')).toContain('--name NAME what it is called in the console (required)');
    expect(out.match(/\(required\)/g)).toHaveLength(3);
  });
});

describe('a command that is not understood', () => {
  it.each([
    [['keys'], 'there is no command "keys". There are "keys list", "keys rotate", '],
    [['keys', 'polish'], 'there is no command "keys polish"'],
    [['keys', 'rotate'], 'PURPOSE is missing'],
    [['keys', 'rotate', 'token', 'now'], '"now" is one argument too many'],
    [['keys', 'list', '--all'], "Unknown option '--all'"],
    [['keys', 'rotate', 'merchant', '--merchant'], "'--merchant <value>' argument missing"],
  ])('%j is a misuse that says: %s', async (argv, message) => {
    const { exitCode, said, out } = await runCli(argv);
    expect(exitCode).toBe(2);
    expect(said).toContain(message);
    expect(said).toContain('--help');
    expect(out).toBe('');
  });

  it.each([
    [
      ['keys', 'rotate', 'everything'],
      'PURPOSE: must be one of root, token, payload, merchant. "fieldfare keys rotate --help"',
    ],
    [
      ['keys', 'rotate', 'token', '--merchant', 'mer_0123456789abcdefghjkmnpqrs'],
      '--merchant: goes with the purpose merchant',
    ],
    [['vault', 'revoke', 'pm_1', '--merchant', 'mer_1'], 'TOKEN: must be an id that begins with tok_'],
    [
      ['create-key', '--merchant', 'mer_1', '--mode', 'live', '--name', 'A'],
      '--merchant: must be an id that begins with mer_',
    ],
    [[...CREATE_KEY, '--allow-ip', ''], '--allow-ip: names no address. "fieldfare create-key --help" says more.'],
    [[...CREATE_KEY, '--scopes', ' , '], '--scopes: names no scope.'],
    [[...CREATE_KEY, '--scopes', 'payments:read,all'], '--scopes: must be one of payments:read, '],
    [
      ['create-merchant', '--name', 'A', '--statement-descriptor', 'SHOP A'],
      '--origin is missing. "fieldfare create-merchant --help" says more.',
    ],
    [['create-key', '--merchant', newId('merchant'), '--name', 'A'], '--mode is missing.'],
    [['create-user', '--email', 'a', '--name', 'A'], '--email: is not an e-mail address'],
    [['vault', 'reencrypt', '--batch', '0'], '--batch: must be at least 1.'],
    [['vault', 'reencrypt', '--batch', 'all'], '--batch: must be a whole number.'],
    [[...CREATE_MERCHANT, '--statement-descriptor', 'Ä'], '--statement-descriptor: must be 5 to 22 letters, digits, '],
    [[...CREATE_MERCHANT, '--name', ' '], '--name: must not be empty. "fieldfare create-merchant --help"'],
    [[...CREATE_MERCHANT, '--name', 'A'.repeat(121)], '--name: must have at most 120 characters.'],
    [[...CREATE_MERCHANT, '--fee-mode', 'none'], '--fee-mode: must be one of merchant_fee, service_fee.'],
    [[...CREATE_MERCHANT, '--fee-bps', 'abc'], '--fee-bps: must be a whole number.'],
    [[...CREATE_MERCHANT, '--fee-bps', '1.5'], '--fee-bps: must be a whole number.'],
    [[...CREATE_MERCHANT, '--fee-bps', ''], '--fee-bps: must be a whole number.'],
    [[...CREATE_MERCHANT, '--fee-bps', '10001'], '--fee-bps: must be at most 10000.'],
    [[...CREATE_MERCHANT, '--fee-fixed-minor', '2000000'], '--fee-fixed-minor: must be at most 1000000.'],
    [[...CREATE_MERCHANT, '--fee-fixed-minor', '3000000000'], '--fee-fixed-minor: must be at most 1000000.'],
  ])('%j names the option at fault: %s', async (argv, message) => {
    const { exitCode, said } = await runCli(argv);
    expect(exitCode).toBe(2);
    expect(said).toContain(message);
  });
});

describe('an installation that is not there', () => {
  it('says what to start or set', async () => {
    const { exitCode, said } = await runCli(['keys', 'list']);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/There is no installation in \/nowhere\/.fieldfare: set PAYMENTS_DATABASE_URL/);
  });

  it('says that the database does not answer', async () => {
    const env = { PAYMENTS_DATABASE_URL: 'postgresql://fieldfare_payments:secret@127.0.0.1:9/fieldfare' };
    const { exitCode, said } = await runCli(['keys', 'list'], { env });
    expect(exitCode).toBe(1);
    expect(said).toMatch(/cannot be reached/);
    expect(said).not.toContain('secret');
  });
});
