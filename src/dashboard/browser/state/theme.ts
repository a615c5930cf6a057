/** Light or dark: as the system has it, unless somebody has said otherwise here. */
import { makeWatched } from './watched';

export type Theme = 'light' | 'dark';

const STORED_AS = 'dashboard-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = makeWatched<Theme | null>(readChosen());
const shown = makeWatched<Theme>(themeNow());

apply();
system.addEventListener('change', apply);

/** What is shown, of which the component that calls this is drawn anew. */
export const useTheme = shown.use;

/** Changes to the other one; where that is the system's, the system decides again. */
export function switchTheme(): void {
  const next = shown.get() === 'dark' ? 'light' : 'dark';
  chosen.set(next === systemTheme() ? null : next);
  try {
    const theme = chosen.get();
    if (theme === null) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, theme);
  } catch {
    // A browser that stores nothing forgets it with the page.
  }
  apply();
}

function apply(): void {
  shown.set(themeNow());
  document.documentElement.dataset.theme = shown.get();
}

function themeNow(): Theme {
  return chosen.get() ?? systemTheme();
}

function systemTheme(): Theme {
  return system.matches ? 'dark' : 'light';
}

function readChosen(): Theme | null {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}
