/** Where a processor answers instead of its own servers. */
export interface ProcessorServer {
  host: string;
  port: number;
  protocol: 'http' | 'https';
}
