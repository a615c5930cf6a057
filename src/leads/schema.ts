/** What the lists of leads and tasks take, and their changes. */
import * as z from 'zod';

export const LeadStatusSchema = z.enum(['new', 'contacted', 'qualified', 'converted', 'lost']);
export type LeadStatus = z.infer<typeof LeadStatusSchema>;
export const TaskStatusSchema = z.enum(['pending', 'in_progress', 'completed', 'failed']);
export type TaskStatus = z.infer<typeof TaskStatusSchema>;
