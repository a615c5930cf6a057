/** Languages by BCP 47, one spelling each. */
import { MAX_CHARS } from '../life/session';
import { remembered } from './remembered';

/** More than browsers send; what comes after it is not read. */
const MAX_LIST_CHARS = 1024;

/**
 * The language that is wanted most, of one or of a list as in `Accept-Language` (RFC 9110, section 12.5.4): `fr;q=0.3,de;q=0.9` is
 * `de`. Null where none is named; `*` names none.
 */
export function chooseLanguage(text: string | null | undefined): string | null {
  if (!text) return null;
  const wanted = text
    .slice(0, MAX_LIST_CHARS)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';');
      return { tag, quality: readQuality(parameters) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    const language = nameLanguage(tag);
    if (language !== null) return language;
  }
  return null;
}

/** 1 where it is not given; 0, which is "not acceptable", where it is no number. */
function readQuality(parameters: string[]): number {
  const given = parameters.map((text) => /^\s*q\s*=(.*)$/i.exec(text)?.[1]).find(Boolean);
  return given === undefined ? 1 : Number(given) || 0;
}

/** Few languages come again and again, and asking the engine for each takes long. */
const nameLanguage = remembered(askEngine, 1000);

/**
 * `EN-us` and POSIX's `en_US.UTF-8` are `en-US`. Without extensions: how dates and numbers are written makes no other language.
 * A language has two or three letters; longer ones are well formed, but none is registered, and `english` is no tag.
 */
function askEngine(text: string): string | null {
  const tag = text
    .trim()
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-');
  try {
    const { language, baseName } = new Intl.Locale(tag);
    const isNamed = language.length <= 3 && language !== 'und';
    return isNamed && baseName.length <= MAX_CHARS.language ? baseName : null;
  } catch {
    return null;
  }
}
