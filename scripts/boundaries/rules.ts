/** What the sources of one room may import of the other rooms. Names are those of folders. */
export interface Room {
  readonly folder: string;
  readonly may: readonly string[];
  /** Only their types, which are gone when the code runs. */
  readonly mayTypesOf?: readonly string[];
  /** In addition, for tests and what stands in a folder named testing. */
  readonly testsMay?: readonly string[];
  /** Rooms whose files it may import by path: what it measures or drives, and what has no name to import. */
  readonly byPath?: readonly string[];
  /** Packages of others that it must not import, by what the reader should know. For what runs, which is src without its tests. */
  readonly never?: readonly { readonly packages: RegExp; readonly why: string; readonly except?: RegExp }[];
}

const IO =
  /^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads)(\/|$)|^(pg|fastify|socket\.io|socket\.io-client|undici)$/;
const REACT = /^react(-dom)?(\/|$)/;

const browserOnly = { packages: /^node:/, why: 'it runs in browsers' };

/** Imports point one way. ARCHITECTURE.md draws the arrows; this is what the lint step holds everybody to. */
export const ROOMS: readonly Room[] = [
  { folder: 'packages/protocol', may: [] },
  {
    folder: 'packages/payments',
    may: ['packages/protocol'],
    never: [{ packages: IO, why: 'the domain has no input or output of its own: it takes ports' }],
  },
  { folder: 'packages/vault', may: ['packages/protocol'] },
  { folder: 'packages/access', may: ['packages/protocol'] },
  {
    folder: 'packages/processors',
    may: ['packages/protocol', 'packages/payments'],
    testsMay: ['packages/db', 'packages/testkit'],
  },
  {
    folder: 'packages/db',
    may: ['packages/protocol', 'packages/payments'],
    // It implements their repositories, and needs to know no more of them than the shape.
    mayTypesOf: ['packages/access', 'packages/vault'],
    testsMay: ['packages/access', 'packages/vault'],
  },
  {
    folder: 'packages/fields',
    may: ['packages/protocol'],
    testsMay: ['packages/sdk'],
    byPath: ['scripts'],
    never: [browserOnly, { packages: REACT, why: 'a card frame is small and framework-free' }],
  },
  {
    folder: 'packages/sdk',
    may: ['packages/protocol'],
    byPath: ['scripts'],
    never: [
      browserOnly,
      { packages: REACT, why: 'a merchant without React must not load it', except: /^packages\/sdk\/src\/react\// },
    ],
  },
  { folder: 'packages/ui', may: ['packages/protocol'], never: [browserOnly] },
  { folder: 'packages/node', may: ['packages/protocol'], byPath: ['scripts'] },
  // Its offline mode shows the same fields, and answers to the SDK's types.
  { folder: 'packages/testkit', may: ['packages/protocol', 'packages/fields', 'packages/sdk'], byPath: ['scripts'] },
  {
    folder: 'packages/cli',
    may: ['packages/protocol', 'packages/payments', 'packages/vault', 'packages/access', 'packages/db'],
  },
  {
    folder: 'apps/web',
    // Of the testkit its tables, which the documentation shows.
    may: ['packages/protocol', 'packages/ui', 'packages/db', 'packages/fields', 'packages/sdk', 'packages/testkit'],
    testsMay: ['scripts'],
  },
  {
    folder: 'apps/socket-server',
    may: [
      'packages/protocol',
      'packages/payments',
      'packages/processors',
      'packages/vault',
      'packages/access',
      'packages/db',
    ],
    // What its commands do is seen at a whole payment server.
    testsMay: ['packages/cli'],
  },
  // A merchant has these and nothing else.
  { folder: 'examples/checkout', may: ['packages/node'], testsMay: ['packages/testkit'] },
  { folder: 'examples/html', may: ['packages/node'] },
  { folder: 'examples/react', may: ['packages/sdk'] },
  { folder: 'examples/next', may: ['packages/node', 'packages/sdk'] },
  {
    folder: 'playwright',
    may: ['packages/protocol', 'packages/testkit', 'packages/node', 'packages/db', 'packages/sdk'],
    byPath: ['scripts'],
  },
  {
    folder: 'bench',
    may: [
      'packages/protocol',
      'packages/payments',
      'packages/access',
      'packages/vault',
      'packages/processors',
      'packages/db',
      'packages/node',
    ],
    byPath: ['apps/socket-server', 'playwright', 'scripts'],
  },
  // A release is what the packages' own build scripts make.
  {
    folder: 'scripts',
    may: ['packages/db'],
    byPath: ['playwright', 'packages/fields', 'packages/sdk', 'packages/protocol'],
  },
];

/**
 * What must not be reachable, by whatever way, from code that runs in a browser frame or on a merchant's page: the validators there are
 * compiled from the schemas.
 */
export const NEVER_REACHED = [
  {
    from: ['packages/fields', 'packages/sdk'],
    packages: /^zod(\/|$)/,
    why: 'validators are compiled; zod never reaches a browser frame',
  },
] as const;
