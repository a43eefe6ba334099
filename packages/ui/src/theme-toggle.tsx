'use client';
import { useSyncExternalStore } from 'react';
import { SegmentedControl } from './segmented-control.tsx';
import { applyTheme, observeTheme, readTheme, type Theme } from './theme.ts';

const OPTIONS = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Mount it only in the browser: it reads the stored choice while it renders. `onChange` hears what is chosen here. */
export function ThemeToggle({ onChange }: { onChange?: (theme: Theme) => void }) {
  const theme = useSyncExternalStore<Theme>(observeTheme, readTheme, () => 'system');
  return (
    <SegmentedControl
      label="Theme"
      options={OPTIONS}
      value={theme}
      onChange={(next) => {
        applyTheme(next);
        onChange?.(next);
      }}
    />
  );
}
