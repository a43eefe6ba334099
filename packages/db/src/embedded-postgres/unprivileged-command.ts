import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DatabaseSetupError } from '../database-setup-error.ts';

export type Command = readonly [program: string, ...args: string[]];
export type WrapCommand = (command: Command) => Command;

// The account "nobody", which exists everywhere. PostgreSQL looks its own user up by number and refuses to be root.
const NOBODY = 65_534;

const inUserNamespace: WrapCommand = (command) => [
  'unshare',
  '--user',
  `--map-user=${NOBODY}`,
  `--map-group=${NOBODY}`,
  '--',
  ...command,
];

// Keeping one capability lets the process reach a folder below /root, which is closed to everybody else.
const asUser =
  (uid: number, gid = uid): WrapCommand =>
  (command) => [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--',
    ...command,
  ];

async function works(wrap: WrapCommand): Promise<boolean> {
  const [program, ...args] = wrap(['true']);
  return promisify(execFile)(program, args).then(
    () => true,
    () => false,
  );
}

/**
 * How to run PostgreSQL on a data folder. An ordinary user runs it as it is. Root may not, so the command is wrapped to run as
 * "nobody": in a user namespace, where the files stay root's own, or with a changed user where namespaces are switched off.
 *
 * @param folder an existing, empty or initialised data folder
 * @throws {DatabaseSetupError} `not_permitted` when root has no way to shed its rights
 */
export async function unprivilegedCommand(folder: string): Promise<WrapCommand> {
  if (process.getuid?.() !== 0) return (command) => command;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) return asUser(uid, gid);
  if (await works(inUserNamespace)) return inUserNamespace;
  if (await works(asUser(NOBODY))) {
    await chown(folder, NOBODY, NOBODY);
    return asUser(NOBODY);
  }
  throw new DatabaseSetupError(
    'not_permitted',
    'PostgreSQL refuses to run as root here: run the command as an ordinary user, or set DATABASE_URL to a server of yours.',
  );
}
