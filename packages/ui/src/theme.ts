export type Theme = 'system' | 'light' | 'dark';

const THEME_STORAGE_KEY = 'fieldfare-theme';

/** Runs before the first paint, so that a stored choice never flashes the other scheme. */
export const THEME_SCRIPT = `try{var t=localStorage.getItem('${THEME_STORAGE_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;

export function readTheme(): Theme {
  const stored = globalThis.localStorage?.getItem(THEME_STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

const CHANGED = 'fieldfare-theme-changed';

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') {
    delete root.dataset.theme;
    localStorage.removeItem(THEME_STORAGE_KEY);
  } else {
    root.dataset.theme = theme;
    localStorage.setItem(THEME_STORAGE_KEY, theme);
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Called whenever the theme changes in this window; answers how to stop that. */
export function observeTheme(observer: () => void): () => void {
  window.addEventListener(CHANGED, observer);
  return () => window.removeEventListener(CHANGED, observer);
}
