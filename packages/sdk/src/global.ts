import { Fieldfare } from './fieldfare.ts';

// What `<script src="…/sdk/v1/fieldfare.js">` gives a page.
window.Fieldfare = Fieldfare;
