import * as z from 'zod';
import { SiteIdSchema, VisitorIdSchema } from '../ids/uuid';

export const VisitorParamsSchema = z.object({ visitor_id: VisitorIdSchema });
export const VisitorQuerySchema = z.object({ site_id: SiteIdSchema });
