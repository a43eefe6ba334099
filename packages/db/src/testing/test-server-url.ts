/** The environment variable by which test files find the PostgreSQL server that was started once for all of them. */
export const TEST_SERVER_VARIABLE = 'TEST_DATABASE_SERVER_URL';

export function testServerUrl(): string {
  const url = process.env[TEST_SERVER_VARIABLE];
  if (!url)
    throw new Error(
      `${TEST_SERVER_VARIABLE} is not set: run vitest from the root of the repository, whose set-up starts the server`,
    );
  return url;
}
