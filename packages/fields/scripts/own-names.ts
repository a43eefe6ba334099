/**
 * Properties that only the frames' own code names: none of the platform's, none that is sent or received, none that is looked up by a text.
 * Minifying shortens them; what does not stand here keeps its name.
 */
export const OWN_NAMES = [
  ...[
    'caret',
    'gaps',
    'isCapitalized',
    'isOptional',
    'lengths',
    'offerBrands',
    'override',
    'prefixes',
    'record',
    'redo',
  ],
  ...['reworded', 'say', 'setBrand', 'setCountry', 'showBrand', 'showFilled', 'showHint', 'showProblem', 'showWords'],
  ...['strength', 'submitted', 'undo'],
  ...['claims', 'decided', 'established', 'greeting', 'hasFailed', 'hasSavedCard', 'hostToken', 'isInDoubt', 'learn'],
  ...['learned', 'observedOrigin', 'onFieldChange', 'onPageMessage', 'onUpdate', 'onWordsChange', 'patience'],
  ...['payloadKeyDocument', 'problems', 'publicKeys', 'pushed', 'requests', 'sealingKey', 'serverTime', 'showSession'],
  ...['siblings', 'signingKey', 'useSession', 'wasSent'],
] as const;
