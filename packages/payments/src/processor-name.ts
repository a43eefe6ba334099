/** What outsiders read of a processor. Which account of it is the merchant's own matter. */
export function processorName(processor: string): string {
  return processor.split(':')[0] ?? processor;
}
