import { formatMoney, type Currency } from '@fieldfare/protocol';
import { classes } from './classes.ts';

/** An amount of minor units with its currency; figures are of one width, so that columns line up. */
export function Money({
  amountMinor,
  currency,
  className,
}: {
  amountMinor: number;
  currency: Currency;
  className?: string;
}) {
  return <span className={classes('tabular-nums', className)}>{formatMoney({ amountMinor, currency })}</span>;
}
