'use client';
import { useState } from 'react';
import { SegmentedControl } from './segmented-control.tsx';
import { applyTheme, readTheme, type Theme } from './theme.ts';

const OPTIONS = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Mount it only in the browser: it reads the stored choice while it renders. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  return (
    <SegmentedControl
      label="Theme"
      options={OPTIONS}
      value={theme}
      onChange={(next) => {
        applyTheme(next);
        setTheme(next);
      }}
    />
  );
}
