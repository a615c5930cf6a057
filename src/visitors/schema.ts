import * as z from 'zod';
import { SiteIdSchema, VisitorIdSchema } from '../ids/uuid';

/** What the erasure of a visitor takes. */
export const VisitorParamsSchema = z.object({ visitor_id: VisitorIdSchema });
export const VisitorQuerySchema = z.object({ site_id: SiteIdSchema });
