import fc from 'fast-check';

/** How a test carries out its own kinds of step, and what must hold whenever somebody looks. */
export interface StepPlay<Step extends { kind: string }> {
  begin: () => Promise<void>;
  carryOut: (step: Step) => Promise<void>;
  expectExact: () => Promise<void>;
}

/**
 * Plays sixty random stories: steps one after another, checked after each of kind `look`, then more of them all at once, checked when they are over.
 * @throws with fast-check's shortest story for which `expectExact` or a step throws.
 */
export async function expectInRandomStories<Step extends { kind: string }>(
  step: fc.Arbitrary<Step>,
  play: StepPlay<Step>,
): Promise<void> {
  const stories = fc.asyncProperty(
    fc.array(step, { minLength: 4, maxLength: 12 }),
    fc.array(step),
    async (first, together) => {
      await play.begin();
      for (const each of first) {
        await play.carryOut(each);
        if (each.kind === 'look') await play.expectExact();
      }
      await Promise.all(together.map((each) => play.carryOut(each)));
      await play.expectExact();
    },
  );
  await fc.assert(stories, { numRuns: 60 });
}
