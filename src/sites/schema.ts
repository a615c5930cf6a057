import * as z from 'zod';
import { type SiteId, SiteIdSchema, UuidSchema } from '../ids/uuid';
import { nameTimeZone } from '../time-zone';

/** Of a site, a key and a share link. */
const MAX_NAME_CHARS = 128;
const MAX_ZONE_CHARS = 64;
const MINUTE_MS = 60_000;

/** `*`, `https://example.com`, or `https://*.example.com` (any depth of subdomain); a port where there is one. */
const OriginSchema = z
  .string()
  .max(255)
  // As browsers write it: without the scheme's own port, and without the slash that an address bar adds.
  .transform((origin) =>
    origin
      .toLowerCase()
      .replace(/^(https?:\/\/[^/]+)\/$/, '$1')
      .replace(/^(https:.*):443$/, '$1')
      .replace(/^(http:.*):80$/, '$1'),
  )
  .refine(
    (origin) =>
      origin === '*' || /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(origin),
    'Give "*", an origin such as "https://example.com" (scheme, host and port if any; no path), or "https://*.example.com".',
  );

/**
 * Headers that a proxy cannot use: Cloudflare, browsers or HTTP itself write them, or they contain a list or a secret.
 * Cloudflare's edge overwrites `CF-*` and `X-Real-IP`, and appends to an `X-Forwarded-For` that a visitor may have sent:
 * https://developers.cloudflare.com/fundamentals/reference/http-headers/.
 */
const TAKEN_HEADERS =
  /^(cf-.*|x-forwarded-.*|accept.*|access-control-.*|content-.*|if-.*|proxy-.*|sec-.*|x-(real-ip|api-key|sa-api-key|proxy-key|request-id)|true-client-ip|authorization|cdn-loop|connection|cookie|date|dnt|expect|forwarded|host|keep-alive|origin|range|referer|te|trailer|transfer-encoding|upgrade|user-agent|via)$/;

const HeaderNameSchema = z
  .string()
  .toLowerCase()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    'Give the name of one header: up to 64 letters, digits, "-" and "_".',
  )
  .refine(
    (name) => !TAKEN_HEADERS.test(name),
    'Others than the proxy write this header too; have the proxy send one of its own, such as "x-visitor-address" or "x-visitor-country".',
  );

/** In any case, and by an old name too; stored by its present one. */
const TimeZoneSchema = z
  .string()
  .max(MAX_ZONE_CHARS)
  .transform((text, context) => {
    const zone = nameTimeZone(text);
    if (zone !== null) return zone;
    context.addIssue('Give the IANA name of a time zone, such as "Europe/Berlin".');
    return z.NEVER;
  });

export const URL_QUERIES = ['safe', 'marketing', 'all', 'none'] as const;

/** What a site decides about its sessions. */
export const SiteSettingsSchema = z.object({
  name: z.string().trim().min(1).max(MAX_NAME_CHARS),
  allowed_origins: z.array(OriginSchema).max(100),
  /** From 1 minute to 10 hours. A session keeps the timeout it was opened with. */
  idle_timeout_ms: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(600 * MINUTE_MS),
  /** Honour `Sec-GPC: 1` and `DNT: 1`. */
  respect_gpc: z.boolean(),
  /**
   * What is kept of the queries and fragments of addresses. `safe`: all but credentials and personal data. `marketing`: only
   * campaign parameters and click ids. `all`: everything. `none`: nothing. The path is always kept; e-mail addresses and tokens
   * in it by `all` only.
   */
  url_query: z.enum(URL_QUERIES),
  /** Sessions that started longer ago are deleted. */
  retention_days: z.number().int().min(1).max(3650),
  /** In which days, weeks and months of the site begin, where a caller names no other. */
  timezone: TimeZoneSchema,
  /** The headers in which a proxy that shows a key of the site sends the visitor's address and country. */
  proxy_address_header: HeaderNameSchema.nullable(),
  proxy_country_header: HeaderNameSchema.nullable(),
});

/** The same with defaults. */
export const CreateSiteSchema = SiteSettingsSchema.extend({
  allowed_origins: SiteSettingsSchema.shape.allowed_origins.default([]),
  idle_timeout_ms: SiteSettingsSchema.shape.idle_timeout_ms.default(30 * MINUTE_MS),
  respect_gpc: SiteSettingsSchema.shape.respect_gpc.default(true),
  url_query: SiteSettingsSchema.shape.url_query.default('safe'),
  retention_days: SiteSettingsSchema.shape.retention_days.default(395),
  timezone: SiteSettingsSchema.shape.timezone.default('UTC'),
  proxy_address_header: SiteSettingsSchema.shape.proxy_address_header.default(null),
  proxy_country_header: SiteSettingsSchema.shape.proxy_country_header.default(null),
});

export const ChangeSiteSchema = SiteSettingsSchema.partial().refine(
  (changes) => Object.keys(changes).length > 0,
  'Give at least one setting to change.',
);

export const SiteParamsSchema = z.object({ site_id: SiteIdSchema });
export const KeyParamsSchema = SiteParamsSchema.extend({ key_id: UuidSchema });
/**
 * What a key is good for. `write`: the five endpoints and erasure, and changes of leads and tasks. `read`: what is asked of
 * many sessions, leads and tasks. `all`: both. Any key may read one session.
 */
export const KeyScopeSchema = z.enum(['write', 'read', 'all']);
export type KeyScope = z.infer<typeof KeyScopeSchema>;
export const CreateKeySchema = z.object({
  name: z.string().trim().min(1).max(MAX_NAME_CHARS),
  scope: KeyScopeSchema.default('all'),
});
export const ShareParamsSchema = SiteParamsSchema.extend({ share_id: UuidSchema });
export const CreateShareSchema = z.object({ name: z.string().trim().min(1).max(MAX_NAME_CHARS) });
/** `after`: the id that the page before ended with. */
export const ListSitesSchema = z.object({
  after: SiteIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export type SiteSettings = z.infer<typeof SiteSettingsSchema>;
export type UrlQuery = SiteSettings['url_query'];
/** A tenant. Times are milliseconds since the epoch. */
export type Site = SiteSettings & { site_id: SiteId; created_at: number; updated_at: number };

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Since when the site keeps its sessions, in ms since the epoch. In SQL: `keptSince` (`sql.ts`). */
export function retentionStart({ retention_days }: Pick<Site, 'retention_days'>, now: number) {
  return now - retention_days * DAY_MS;
}
