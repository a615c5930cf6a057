/** Where ids come from that a form has no value for. */
import { make } from './element.ts';
import { MAKERS } from './known.ts';

/** `listMissing`: the fields that are empty. Says so again with each change of the form. */
export function makeHint(listMissing: () => string[], form: HTMLFormElement): HTMLElement {
  const hint = make('p', { class: 'hint', role: 'note' });
  const tell = () => {
    const missing = [...new Set(listMissing())].filter((name) => name in MAKERS);
    hint.hidden = missing.length === 0;
    hint.replaceChildren(...missing.flatMap(tellMaker));
  };
  form.addEventListener('input', tell);
  tell();
  return hint;
}

function tellMaker(name: string): (string | Node)[] {
  const maker = MAKERS[name] ?? '';
  const link = make('a', { href: `#${maker}` }, maker);
  return [make('code', {}, name), ' is missing: send ', link, ' from this page, and it is here. '];
}
