import { Fieldfare } from './fieldfare.ts';

declare global {
  interface Window {
    Fieldfare: typeof Fieldfare;
  }
}

// What `<script src="…/sdk/v1/fieldfare.js">` gives a page.
window.Fieldfare = Fieldfare;
