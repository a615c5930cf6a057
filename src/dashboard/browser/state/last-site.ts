/** Which site the operator has looked at last, so that the page opens with it, and can ask for its figures at once. */
const STORED_AS = 'dashboard-site';

export function readLastSite(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

/** Null: forgets it. */
export function keepLastSite(siteId: string | null): void {
  try {
    if (siteId === null) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, siteId);
  } catch {
    // A browser that stores nothing opens the newest site.
  }
}
