/** What the address of a landing page says of the campaign that led to it: its parameters, and the id of the click. */
import { type ClickId, MAX_CHARS, type UTM_NAMES, type UtmParams } from '../life/session';
import { CLICK_IDS, type ClickIdRule } from './click-ids';
import { cut } from './cut';

type CampaignName = (typeof UTM_NAMES)[number];

/** What a caller tells of it outside the address: `utm_params`, whose names may have the prefix, and flat fields. */
export type ToldCampaign = Prefixed & {
  utm_params?: (Prefixed & { [name in CampaignName]?: string | undefined }) | undefined;
};
type Prefixed = { [name in `utm_${CampaignName}`]?: string | undefined };

/** Whether a value may be stored; one that may not is taken for none (`allowsOf` in `address-privacy.ts`). */
type AllowsValue = (value: string) => boolean;

/** The most characters of a value that are looked at: more than are stored, so that nothing is half in and half out. */
const MAX_READ_CHARS = 1024;

/** The most characters of a click id; Facebook's have some 200. A longer one is taken for none. */
const MAX_CLICK_ID_CHARS = 512;

/** Name and value pairs of an address, in order: those of the query, then those of the fragment. Names in lower case. */
export type Parameters = [name: string, value: string][];

/**
 * Reads the parameters of a landing page's address, as it was told: before anything is removed or cut. Names in any case; of a
 * link that was pasted as HTML, `&amp;utm_source` is `utm_source`. No address, no parameters. Nothing thrown.
 *
 * @example
 * readParameters('https://shop.example/?UTM_Source=News#/shoes?gclid=1') // [['utm_source', 'News'], ['/shoes', ''], ['gclid', '1']]
 */
export function readParameters(address: string): Parameters {
  const [, query = '', fragment = ''] = /^[^?#]*\??([^#]*)#?(.*)$/s.exec(address) ?? [];
  if (query === '' && fragment === '') return [];
  // Not by `URL.parse`, which takes longer than all the rest.
  const told = `${query}&${fragment.replaceAll(/[?#]/g, '&')}`;
  return [...new URLSearchParams(told)].map(([name, value]) => [plainName(name), value]);
}

/**
 * The campaign: what the caller tells in `utm_params`, else in flat fields, else the first parameter of the address that is not
 * blank. Of `news?x=1`, where a mailer wrote its `?` behind one that was there, it is `news`.
 *
 * @example
 * readCampaign(readParameters('https://shop.example/?utm_source=&utm_source=News%20'), command, allowsOf('safe')).source // 'News'
 */
export function readCampaign(
  parameters: Parameters,
  told: ToldCampaign,
  allows: AllowsValue,
): UtmParams {
  const plainValue = (value: string | undefined) => {
    const own = withoutParameters(value?.trim().slice(0, MAX_READ_CHARS));
    return own && allows(own) ? (cut(own, MAX_CHARS.utm)?.trimEnd() ?? null) : null;
  };
  const read = (name: CampaignName): string | null => {
    const prefixed = `utm_${name}` as const;
    return (
      plainValue(told.utm_params?.[name]) ??
      plainValue(told.utm_params?.[prefixed]) ??
      plainValue(told[prefixed]) ??
      firstOf(parameters, prefixed, plainValue)
    );
  };
  return {
    source: read('source'),
    medium: read('medium'),
    campaign: read('campaign'),
    term: read('term'),
    content: read('content'),
    id: read('id'),
  };
}

/** The click that led to the page, and what is known of its kind; null if the address tells of none. */
export function readClickId(
  parameters: Parameters,
  allows: AllowsValue,
): { click_id: ClickId; rule: ClickIdRule } | null {
  if (parameters.length === 0) return null;
  const allowedClickId = (value: string) => {
    const id = plainClickId(value);
    return id !== null && allows(id) ? id : null;
  };
  for (const rule of CLICK_IDS) {
    const value = firstOf(parameters, rule.type.toLowerCase(), allowedClickId);
    if (value !== null) return { click_id: { type: rule.type, value }, rule };
  }
  return null;
}

/**
 * What campaigns, sources and media are counted by: `LinkedIn`, `linkedin` and ` LINKEDIN` are one. Beyond ASCII SQLite's
 * `lower()` and `NOCASE` do not know case, so what is grouped in SQL has to be stored like this.
 */
export function campaignKey(value: string): string {
  return value.trim().normalize('NFC').toLowerCase();
}

const CLICK_ID_NAMES = new Set(CLICK_IDS.map(({ type }) => type.toLowerCase()));

/** A campaign parameter (all that begin with `utm_`) or a click id, whatever the case of the name. */
export function isMarketingName(name: string): boolean {
  return plainName(name).startsWith('utm_') || isClickIdName(name);
}

/** Whatever the case of the name. */
export function isClickIdName(name: string): boolean {
  return CLICK_ID_NAMES.has(plainName(name));
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(amp;)+/, '');
}

/** A separator and a name: other parameters, which were glued to the value. */
const PARAMETER = /[?#&][\s\p{L}\p{N}_.[\]-]{1,64}=/u;

function withoutParameters(value: string | undefined): string | undefined {
  const at = value?.search(PARAMETER) ?? -1;
  return at < 0 ? value : value?.slice(0, at).trimEnd();
}

/** Not the placeholder of a link whose click id was never filled in: `{gclid}`. */
function plainClickId(value: string): string | null {
  const id = withoutParameters(value.trim().slice(0, MAX_READ_CHARS)) ?? '';
  return id === '' || id.length > MAX_CLICK_ID_CHARS || /[\s{}]/.test(id)
    ? null
    : id.toWellFormed();
}

function firstOf(
  parameters: Parameters,
  wanted: string,
  plain: (value: string) => string | null,
): string | null {
  for (const [name, value] of parameters) {
    const found = name === wanted ? plain(value) : null;
    if (found !== null) return found;
  }
  return null;
}
