import { startChallenge } from './challenge/start-challenge.ts';

startChallenge();
