/** What people call the values that the API has codes for. Pure. */
import { type FilterName, nameMissing, type Value } from '../state/filters';
import { duration } from './times';

const LOCALE = 'en';
const regions = new Intl.DisplayNames(LOCALE, { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames(LOCALE, { type: 'language', fallback: 'code' });

const WORDS: Partial<Record<FilterName, Record<string, string>>> = {
  device_type: { desktop: 'Desktop', mobile: 'Phone', tablet: 'Tablet', bot: 'Bot' },
  exit_type: { exit: 'Left', bounce: 'Bounced', timeout: 'Timed out' },
  ended_by: { client: 'The page', idle: 'Idling', max_length: 'The longest length' },
  status: { active: 'Open', ended: 'Ended' },
  new_visitor: { true: 'New visitors', false: 'Returning visitors' },
};

/** The value of a field as people read it. */
export function nameValue(name: FilterName, value: Value): string {
  if (value === null) return nameMissing(name);
  const text = String(value);
  const words = WORDS[name];
  // A page may have told anything, such as the name of what every object has.
  if (words !== undefined && Object.hasOwn(words, text)) return words[text] ?? text;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  switch (name) {
    case 'country':
      return nameOr(regions, text);
    case 'language':
      return nameOr(languages, text);
    case 'visitor_id':
    case 'lead_id':
      return text.slice(0, 8);
    case 'min_page_views':
      return `at least ${text}`;
    case 'min_duration':
      return `at least ${duration(Number(text))}`;
    default:
      return text;
  }
}

/** A code that is none is shown as it is. */
function nameOr(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
