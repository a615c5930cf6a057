/** What the routes of leads and tasks take. */
import * as z from 'zod';
import { PageSchema } from '../ids/page';
import { LeadIdSchema, SiteIdSchema, UuidSchema } from '../ids/uuid';

const MAX_SEARCH_CHARS = 64;
export const MAX_NAME_CHARS = 256;
export const MAX_PHONE_CHARS = 64;

export const LeadStatusSchema = z.enum(['new', 'contacted', 'qualified', 'converted', 'lost']);
export type LeadStatus = z.infer<typeof LeadStatusSchema>;
export const TaskStatusSchema = z.enum(['pending', 'in_progress', 'completed', 'failed']);
export type TaskStatus = z.infer<typeof TaskStatusSchema>;

/** The site may be left out with a key of it. A filter that is misspelt would show too much, so it is refused. */
export const OfSiteSchema = z.strictObject({ site_id: SiteIdSchema.optional() });
export const PageOfSiteSchema = OfSiteSchema.extend(PageSchema.shape);

export const ListLeadsSchema = PageOfSiteSchema.extend({
  /** A part of the email or the name. */
  q: z.string().trim().min(1).max(MAX_SEARCH_CHARS).optional(),
  status: LeadStatusSchema.optional(),
});
export type LeadFilter = Omit<z.infer<typeof ListLeadsSchema>, 'site_id'>;

export const LeadParamsSchema = z.object({ lead_id: LeadIdSchema });
/** `null` removes a name or phone. */
export const ChangeLeadSchema = z
  .object({
    status: LeadStatusSchema,
    name: z.string().trim().min(1).max(MAX_NAME_CHARS).nullable(),
    phone: z.string().trim().min(1).max(MAX_PHONE_CHARS).nullable(),
  })
  .partial()
  .refine(
    (changes) => Object.keys(changes).length > 0,
    'Give at least one of status, name and phone.',
  );
export type LeadChanges = z.infer<typeof ChangeLeadSchema>;

export const ListTasksSchema = PageOfSiteSchema.extend({
  status: TaskStatusSchema.optional(),
  lead_id: LeadIdSchema.optional(),
});
export type TaskFilter = Omit<z.infer<typeof ListTasksSchema>, 'site_id'>;

export const TaskParamsSchema = z.object({ task_id: UuidSchema });
export const ChangeTaskSchema = z.object({ status: TaskStatusSchema });
