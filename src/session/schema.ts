import * as z from 'zod';
import type { Failure } from '../http/errors';
import { LeadIdSchema, SessionIdSchema, SiteIdSchema, VisitorIdSchema } from '../ids/uuid';
import { MAX_EMAIL_CHARS, normalizeEmail } from '../leads/email';
import { MAX_NAME_CHARS, MAX_PHONE_CHARS } from '../leads/schema';
import { type Json, type JsonValue, MAX_CHARS, MAX_KEYED_DATA_BYTES } from './life/session';
import { normalizeAddress } from './opening/address';

/**
 * What the five endpoints accept. Unknown fields are dropped; `null` for an optional field means
 * "absent"; every string and number has a bound. Depth, `__proto__` and broken Unicode are refused
 * for all bodies alike where they are read (`src/http/body.ts`).
 */

const MAX_PAGE_VIEWS = 1_000_000_000;
/** No address in a body is longer. A page's is shortened, a server's refused (`refuseLongAddress`). */
const MAX_TOLD_CHARS = 64 * 1024;
/** A list, as `Accept-Language` has it; what is stored is one tag. */
const MAX_LANGUAGES_CHARS = 1024;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** The earliest plausible time, 2001-09-09: ten-digit values are seconds. */
const EARLIEST_MS = 1_000_000_000_000;
/** 9999-12-31: the latest time with a year of four digits. */
const LATEST_MS = 253_402_300_799_999;

const absent = <T extends z.ZodType>(schema: T) =>
  z
    .nullish(schema)
    .transform((value) => value ?? undefined)
    .optional();

const text = (max: number) => absent(z.string().max(max));
const count = (max: number) => absent(z.number().int().min(0).max(max));
const duration = count(YEAR_MS);
/** As told: how much of it is stored is the site's setting, and what is too long is shortened (`opening/address-privacy.ts`). */
const url = absent(
  z
    .string()
    .max(MAX_TOLD_CHARS)
    .refine((address) => isPageAddress(address), 'Give an absolute http or https URL.'),
);
const time = absent(
  z
    .number()
    .int()
    .min(EARLIEST_MS, 'Give milliseconds since the Unix epoch, not seconds.')
    .max(LATEST_MS, 'Give milliseconds since the Unix epoch.'),
);

const customData = absent(
  z
    .custom<Json>(isJsonObject, 'Give an object.')
    .refine((value) => !holdsInfinity(value), 'A number is too large.')
    .refine(
      (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAX_KEYED_DATA_BYTES,
      `Give at most ${MAX_KEYED_DATA_BYTES / 1024} KiB as JSON.`,
    ),
);

function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPageAddress(text: string): boolean {
  // A host is more than dots.
  return /^https?:[/\\]*[^/\\?#]*[^./\\?#]/i.test(text) && URL.canParse(text);
}

/** `1e400` is JSON, and becomes a number that JSON cannot write. */
function holdsInfinity(value: JsonValue): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInfinity);
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const NamedVersionSchema = z.object({ name: text(MAX_CHARS.os), version: text(MAX_CHARS.version) });
const OsSchema = z
  .union([
    z
      .string()
      .max(MAX_CHARS.os)
      .transform((name) => ({ name, version: undefined })),
    NamedVersionSchema,
  ])
  .transform((os) => ({ name: orNull(os.name), version: orNull(os.version) }));
const ScreenSizeSchema = z.union([
  z
    .string()
    .regex(/^\d{1,5} ?[xX×] ?\d{1,5}$/, 'Give "WIDTHxHEIGHT" or {"width","height"}.')
    .transform((size) => {
      const [width = 0, height = 0] = size.split(/[x×]/i).map(Number);
      return { width, height };
    }),
  z.object({ width: z.number().min(0).max(99_999), height: z.number().min(0).max(99_999) }),
]);
const DeviceSchema = z
  .object({
    type: text(MAX_CHARS.device_type),
    os: absent(OsSchema),
    screen_size: absent(ScreenSizeSchema),
    pixel_ratio: absent(z.number().min(0).max(100)),
    orientation: text(MAX_CHARS.orientation),
    memory: absent(z.number().min(0).max(1_048_576)),
    cpu_cores: count(4096),
    touch_support: absent(z.boolean()),
    touch_points: count(256),
  })
  .transform((device) => ({
    type: orNull(device.type),
    os: device.os ?? { name: null, version: null },
    screen_size: orNull(device.screen_size),
    pixel_ratio: orNull(device.pixel_ratio),
    orientation: orNull(device.orientation),
    memory: orNull(device.memory),
    cpu_cores: orNull(device.cpu_cores),
    touch_support:
      device.touch_support ?? (device.touch_points === undefined ? null : device.touch_points > 0),
  }));

const BrowserSchema = z
  .object({
    name: text(MAX_CHARS.browser),
    version: text(MAX_CHARS.version),
    language: text(MAX_LANGUAGES_CHARS),
  })
  .transform((browser) => ({
    name: orNull(browser.name),
    version: orNull(browser.version),
    language: orNull(browser.language),
  }));

const LocationSchema = z
  .object({
    country: text(MAX_CHARS.country),
    region: text(MAX_CHARS.region),
    city: text(MAX_CHARS.city),
    timezone: text(MAX_CHARS.timezone),
  })
  .transform((location) => ({
    country: orNull(location.country),
    region: orNull(location.region),
    city: orNull(location.city),
    timezone: orNull(location.timezone),
  }));

const prefixedUtm = {
  utm_source: text(MAX_CHARS.utm),
  utm_medium: text(MAX_CHARS.utm),
  utm_campaign: text(MAX_CHARS.utm),
  utm_term: text(MAX_CHARS.utm),
  utm_content: text(MAX_CHARS.utm),
  utm_id: text(MAX_CHARS.utm),
};
const UtmParamsSchema = z.object({
  source: text(MAX_CHARS.utm),
  medium: text(MAX_CHARS.utm),
  campaign: text(MAX_CHARS.utm),
  term: text(MAX_CHARS.utm),
  content: text(MAX_CHARS.utm),
  id: text(MAX_CHARS.utm),
  ...prefixedUtm,
});

/** Create or resume. */
export const OpenSchema = z.object({
  site_id: SiteIdSchema,
  id: absent(SessionIdSchema),
  fingerprint: absent(z.string().min(1).max(MAX_CHARS.fingerprint)),
  visitor_id: absent(VisitorIdSchema),
  device: absent(DeviceSchema),
  browser: absent(BrowserSchema),
  location: absent(LocationSchema),
  referrer: text(MAX_TOLD_CHARS),
  utm_params: absent(UtmParamsSchema),
  ...prefixedUtm,
  url,
  landing: absent(z.boolean()),
  consent: customData,
  custom_data: customData,
  page_views: count(MAX_PAGE_VIEWS),
  active_time: duration,
  previous_session_id: absent(SessionIdSchema),
  sent_at: time,
});
export type OpenCommand = z.infer<typeof OpenSchema>;

/** Read, and the erasure of one session. */
export const ReadSchema = z.object({ session_id: SessionIdSchema, site_id: SiteIdSchema });

/** `site_id` absent: that of the key, else of the session. */
export const ExplainQuerySchema = z.strictObject({ site_id: absent(SiteIdSchema) });

export const UpdateSchema = z.object({
  session_id: SessionIdSchema,
  site_id: SiteIdSchema,
  last_activity_at: time,
  current_url: url,
  page_views: count(MAX_PAGE_VIEWS),
  active_time: duration,
  custom_data: customData,
  sent_at: time,
});
export type UpdateCommand = z.infer<typeof UpdateSchema>;

export const EndSchema = z.object({
  session_id: SessionIdSchema,
  site_id: absent(SiteIdSchema),
  exit_url: url,
  exit_type: absent(z.enum(['exit', 'bounce', 'timeout'])),
  duration,
  page_views: count(MAX_PAGE_VIEWS),
  active_time: duration,
  consent: customData,
  custom_data: customData,
  sent_at: time,
});
export type EndCommand = z.infer<typeof EndSchema>;

export const SessionParamsSchema = z.object({ session_id: SessionIdSchema });
const email = absent(
  z
    .string()
    .max(2 * MAX_EMAIL_CHARS)
    .transform((text, context) => readEmail(text, context)),
);

function readEmail(text: string, context: z.RefinementCtx, path: string[] = []): string {
  const normalized = normalizeEmail(text);
  const message = 'Give one e-mail address.';
  if (normalized === null) context.addIssue({ code: 'custom', path, message });
  return normalized ?? z.NEVER;
}

/** As a form sends it: blank where nothing was typed. */
const typed = (max: number) =>
  text(max).transform((value) => (value?.trim() === '' ? undefined : value?.trim()));

/** `lead_data`: the form in which hooks of other session APIs send the same three; a field beside it wins. */
export const IdentifySchema = z
  .object({
    site_id: absent(SiteIdSchema),
    lead_id: absent(LeadIdSchema),
    email,
    name: absent(z.string().trim().min(1).max(MAX_NAME_CHARS)),
    phone: absent(z.string().trim().min(1).max(MAX_PHONE_CHARS)),
    lead_data: absent(
      z.object({
        email: typed(2 * MAX_EMAIL_CHARS),
        name: typed(MAX_NAME_CHARS),
        phone: typed(MAX_PHONE_CHARS),
      }),
    ),
    create_task: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    replace: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
  })
  .transform(({ lead_data, ...given }, context) => {
    const { email, name, phone } = lead_data ?? {};
    return {
      ...given,
      email: given.email ?? (email && readEmail(email, context, ['lead_data', 'email'])),
      name: given.name ?? name,
      phone: given.phone ?? phone,
    };
  })
  .refine(({ lead_id, email, name }) => lead_id ?? email ?? name, {
    error: 'Give at least one of lead_id, email and name.',
  });
export type IdentifyCommand = z.infer<typeof IdentifySchema>;

/** The fields of form-encoded bodies that are not strings. */
export const FORM_FIELDS = {
  number: ['sent_at', 'last_activity_at', 'page_views', 'active_time', 'duration'],
  boolean: ['create_task', 'replace', 'landing'],
  json: ['device', 'browser', 'location', 'utm_params', 'consent', 'custom_data', 'lead_data'],
};

const ADDRESS_FIELDS = ['url', 'referrer', 'current_url', 'exit_url'] as const;

/** For servers, which can mend what they send: the failure for an address that is too long to be stored whole, or null. */
export function refuseLongAddress(
  command: Partial<Record<(typeof ADDRESS_FIELDS)[number], string | undefined>>,
): Failure | null {
  const issues = ADDRESS_FIELDS.filter((field) => isTooLong(command[field] ?? '')).map((path) => {
    return { path, message: `Give at most ${MAX_CHARS.url} characters, percent-encoded.` };
  });
  return issues.length === 0 ? null : { error: 'validation_failed', details: { issues } };
}

function isTooLong(address: string): boolean {
  return Math.max(address.length, normalizeAddress(address)?.length ?? 0) > MAX_CHARS.url;
}
