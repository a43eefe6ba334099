import { startHost } from './host/start-host.ts';

globalThis.fieldfareStartHost = startHost;
