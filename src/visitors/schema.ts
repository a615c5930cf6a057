import * as z from 'zod';
import { PageSchema } from '../ids/page';
import { SiteIdSchema, VisitorIdSchema } from '../ids/uuid';

export const VisitorParamsSchema = z.object({ visitor_id: VisitorIdSchema });
/** What the erasure of a visitor takes. */
export const VisitorQuerySchema = z.object({ site_id: SiteIdSchema });
/** What reading a visitor takes. The site may be left out with a key of it. */
export const ReadVisitorSchema = z.strictObject({ site_id: SiteIdSchema.optional() });
export const ListVisitorSessionsSchema = ReadVisitorSchema.extend(PageSchema.shape);
