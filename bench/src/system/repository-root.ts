import { fileURLToPath } from 'node:url';

/** The folder that holds the whole workspace. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../..', import.meta.url));
