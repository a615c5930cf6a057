/** A button at each block of code that copies it; without a clipboard (no HTTPS) there is none. */
import { make } from './element.ts';

export function addCopying(): void {
  if (navigator.clipboard === undefined) return;
  for (const code of document.querySelectorAll('.sample pre')) {
    const button = make('button', { type: 'button', class: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent ?? '');
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 2000);
    });
    const box = make('div', { class: 'box' });
    code.replaceWith(box);
    box.append(code, button);
  }
}
