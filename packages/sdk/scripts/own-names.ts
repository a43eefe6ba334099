/**
 * Properties that only the SDK's own code names: none of the platform's, none that a page or a frame reads, none that is looked up by a
 * text. Minifying shortens them; what does not stand here keeps its name.
 */
export const OWN_NAMES = [
  'booted',
  'canRenew',
  'dismissed',
  'endAll',
  'explain',
  'gone',
  'hasSavedCard',
  'hostMessage',
  'isFinal',
  'joined',
  'merchantUid',
  'mounted',
  'sharedSetup',
  'tokenFor',
  'unmounted',
  // The protocol's validators.
  'FrameBoot',
  'FrameMessage',
] as const;
