/** One import or re-export of a source file. */
export interface Import {
  /** As written: a package, a subpath of one, or a relative path. */
  readonly specifier: string;
  /** Erased before the file runs. An inline `type` does not count: with verbatimModuleSyntax the import itself remains. */
  readonly isTypeOnly: boolean;
}

// The formatter puts every statement at the beginning of a line, and no other text there begins like one.
const STATEMENT = /^(?:import|export)\s+(type\s+(?!from\b))?(?:[^'";]*?\bfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'/g;
const MOCKED = /\bvi\.(?:mock|doMock)\(\s*'([^']+)'/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** Every import of a formatted TypeScript source. */
export function readImports(source: string): Import[] {
  const code = source.replaceAll(COMMENT, '');
  const statements = [...code.matchAll(STATEMENT)].map(([, type, specifier = '']) => ({
    specifier,
    isTypeOnly: Boolean(type),
  }));
  const others = [...code.matchAll(DYNAMIC), ...code.matchAll(MOCKED)].map(([, specifier = '']) => ({
    specifier,
    isTypeOnly: false,
  }));
  return [...statements, ...others];
}
