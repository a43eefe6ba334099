/** Who may sign in to the demo. Everybody knows the password: it stands in the README. */
export const DEMO_PASSWORD = 'fieldfare-demo';

export const DEMO_PEOPLE = [
  { email: 'owner@demo.test', name: 'Demo owner', role: 'owner' },
  { email: 'viewer@demo.test', name: 'Demo viewer', role: 'viewer' },
  // Runs the installation, and works for nobody.
  { email: 'operator@demo.test', name: 'Demo operator', role: null },
] as const;
