/** Runs once when the server starts: what is missing stops it here, with a sentence, and not at the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { checkEnv } = await import('./site/check-env.ts');
  checkEnv();
}
