import { addOldRelease } from '../support/add-old-release.ts';

// For a stack that is started by hand: the older release that the tests of pinned pages buy with.
await addOldRelease(process.argv[2] ?? 'releases');
