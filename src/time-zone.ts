/**
 * Time zones by the IANA time zone database, one name each: the present one, as ECMA-402 wants it
 * (https://tc39.es/ecma402/#sec-use-of-iana-time-zone-database). The engine knows the names and which of them are the same zone,
 * but gives some under the name they had before.
 */

/**
 * The zones that V8 calls by an old name, and the present one: those of which `zone.tab` has one name and
 * `Intl.supportedValuesOf('timeZone')` another. From the links of the file `backward`, tzdata 2026f.
 */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Names by themselves in lower case: those the engine lists, and others that were asked for. There are some 600. */
let known: Map<string, string> | undefined;

/** `europe/berlin` is `Europe/Berlin`, `Asia/Calcutta` is `Asia/Kolkata`; null where there is no such zone. */
export function nameTimeZone(text: string | null | undefined): string | null {
  const key = text?.trim().toLowerCase() ?? '';
  // The engine takes `+05:30` too, which is no name of a zone.
  if (!/^[a-z]/.test(key)) return null;
  known ??= listNames();
  const name = known.get(key) ?? askEngine(key);
  if (name !== null) known.set(key, name);
  return name;
}

/** The present name of a zone that is known to be one: without asking the engine, which costs milliseconds the first time. */
export function renameTimeZone(zone: string): string {
  return RENAMED[zone] ?? zone;
}

function listNames(): Map<string, string> {
  const listed = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const name = renameTimeZone(zone);
    listed.set(zone.toLowerCase(), name);
    listed.set(name.toLowerCase(), name);
  }
  return listed;
}

/** Slow: it takes milliseconds where there is such a zone, so each is asked for once. */
function askEngine(key: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: key }).resolvedOptions();
    return renameTimeZone(timeZone);
  } catch {
    return null;
  }
}
