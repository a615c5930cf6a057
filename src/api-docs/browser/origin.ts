/** Examples ask the service that serves the page. Without a script they ask the one that `npm run dev` starts. */
const DEV = 'http://localhost:8787';

export function useOwnOrigin(): void {
  if (!location.origin.startsWith('http') || location.origin === DEV) return;
  for (const code of document.querySelectorAll('.sample pre code')) {
    const text = code.textContent ?? '';
    if (text.includes(DEV)) code.textContent = text.replaceAll(DEV, location.origin);
  }
}
