/** What is answered to the dashboard. */
import * as z from 'zod';
import { components, orNull, siteId, text, time } from './fields';

export const IdentitySchema = z
  .object({
    role: z
      .enum(['admin', 'all', 'read', 'share'])
      .describe('`ADMIN_KEY`, a key of a site with this scope, or a share link.'),
    site: orNull(
      z
        .object({
          site_id: siteId(),
          name: text('At most 128 characters.'),
          timezone: text('An IANA name: in which days, weeks and months begin.'),
        })
        .describe(
          "The key's site; `null` for the holder of `ADMIN_KEY`, who names one by `site_id`.",
        ),
    ),
    expires_at: orNull(time('When the sign-in ends; `null` where a key or a share link is shown.')),
  })
  .describe('Who looks at the dashboard.')
  .register(components, { id: 'Identity' });

export const SignedOutSchema = z
  .object({
    signed_out: z
      .literal(true)
      .describe('The cookie is cleared, and a copy of it is worth nothing.'),
  })
  .describe('The end of a sign-in.')
  .register(components, { id: 'SignedOut' });
