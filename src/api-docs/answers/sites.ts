/** What is answered of sites, keys and the service itself. */
import * as z from 'zod';
import { SiteIdSchema } from '../../ids/uuid';
import { KeyScopeSchema, URL_QUERIES } from '../../sites/schema';
import {
  components,
  count,
  duration,
  flag,
  NEXT,
  next,
  orNull,
  siteId,
  text,
  time,
  uuid,
} from './fields';

export const SiteSchema = z
  .object({
    site_id: siteId(),
    name: text('At most 128 characters.'),
    allowed_origins: z
      .array(z.string())
      .describe('The origins whose pages may call without a key.'),
    idle_timeout_ms: duration('Without activity for this long a session ends.'),
    respect_gpc: flag('Whether `Sec-GPC: 1` and `DNT: 1` are honoured.'),
    url_query: z
      .enum(URL_QUERIES)
      .describe('What is kept of the queries and fragments of addresses.'),
    retention_days: count('Sessions that started longer ago, in days, are deleted.'),
    timezone: text('An IANA name: in which days, weeks and months begin.'),
    proxy_address_header: orNull(
      text('In which a proxy of the site sends the address of the visitor.'),
    ),
    proxy_country_header: orNull(
      text('In which a proxy of the site sends the country of the visitor.'),
    ),
    created_at: time('When it was made.'),
    updated_at: time('When it was last changed.'),
  })
  .describe('A site with its settings.')
  .register(components, { id: 'Site' });

export const SiteListSchema = z
  .object({
    sites: z.array(SiteSchema).describe('In the order of their ids.'),
    next: SiteIdSchema.nullable().describe(NEXT),
  })
  .describe('A page of sites.')
  .register(components, { id: 'SiteList' });

export const DeletedSiteSchema = z
  .object({ site_id: siteId(), deleted: z.literal(true).describe('It is closed within 60 s.') })
  .describe('A site that was deleted.')
  .register(components, { id: 'DeletedSite' });

const KEY = {
  key_id: uuid('The key, for lists and revocation.'),
  site_id: siteId(),
  name: text('At most 128 characters.'),
  scope: KeyScopeSchema.describe('What the key is good for.'),
  created_at: time('When it was made.'),
};

export const KeySchema = z
  .object(KEY)
  .describe('A key, without its secret.')
  .register(components, { id: 'Key' });

export const CreatedKeySchema = z
  .object({ ...KEY, key: text('The key itself. It is shown this once, and never again.') })
  .describe('A new key.')
  .register(components, { id: 'CreatedKey' });

export const KeyListSchema = z
  .object({ keys: z.array(KeySchema).describe('The oldest first; at most 20.') })
  .describe('The keys of a site.')
  .register(components, { id: 'KeyList' });

export const RevokedKeySchema = z
  .object({
    key_id: uuid('The key.'),
    deleted: z.literal(true).describe('It is refused everywhere within 60 s.'),
  })
  .describe('A key that was revoked.')
  .register(components, { id: 'RevokedKey' });

const SHARE = {
  share_id: uuid('The share link, for lists and revocation.'),
  name: text('At most 128 characters.'),
  created_at: time('When it was made.'),
};

export const CreatedShareSchema = z
  .object({
    ...SHARE,
    token: text('Shown as a key is. It is told this once, and never again.'),
    url: text('The link: the dashboard, with the token after `#`, which browsers send to nobody.'),
  })
  .describe('A new share link.')
  .register(components, { id: 'CreatedShare' });

export const ShareListSchema = z
  .object({
    shares: z
      .array(
        z
          .object(SHARE)
          .describe('A share link, without its token.')
          .register(components, { id: 'Share' }),
      )
      .describe('The oldest first; at most 20.'),
  })
  .describe('The share links of a site.')
  .register(components, { id: 'ShareList' });

export const RevokedShareSchema = z
  .object({
    share_id: uuid('The share link.'),
    deleted: z.literal(true).describe('It shows nothing any more.'),
  })
  .describe('A share link that was revoked.')
  .register(components, { id: 'RevokedShare' });

export const DerivedSchema = z
  .object({
    examined: count('Records that were looked at.'),
    changed: count('Those that were written.'),
    skipped: count('Those of sessions that are not over for long enough, or changed meanwhile.'),
    unreadable: count(
      'Those that are left as they are, because they cannot be read. They are in the log.',
    ),
    next: next(),
  })
  .describe('A step of deriving.')
  .register(components, { id: 'DeriveStep' });

export const HealthSchema = z
  .object({
    status: z.literal('ok').describe('The database answers and has its tables.'),
    upkeep: z
      .array(
        z.object({
          database: text('The name of the binding.'),
          job: z.enum(['retention', 'links']).describe('What the cron trigger does.'),
          lag_ms: duration('How far it is behind; 0 when it keeps up.'),
        }),
      )
      .optional()
      .describe('For the holder of `ADMIN_KEY` only.'),
  })
  .describe('Whether the service works.')
  .register(components, { id: 'Health' });

export const RoutesSchema = z
  .object({
    name: text('The name of the service.'),
    description: text('What it does.'),
    routes: z
      .array(
        z.object({
          method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).describe('Of HTTP.'),
          path: text('With `{name}` for each parameter.'),
          does: text('What it does, in one sentence.'),
        }),
      )
      .describe('Every route there is.'),
    documentation: text('Where this is described, for people; `/openapi.json` is for programs.'),
  })
  .describe('What there is.')
  .register(components, { id: 'Routes' });
