import * as z from 'zod';
import { UuidSchema } from '../ids/uuid';

export const VisitorParamsSchema = z.object({ visitor_id: UuidSchema });
export const VisitorQuerySchema = z.object({ site_id: UuidSchema });
