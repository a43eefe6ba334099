import { classes } from './classes.ts';

/** A grey bar where text will stand. Give it the size of what it stands for, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classes('block animate-breathe rounded bg-sunken', className ?? 'h-4 w-24')} />
  );
}
