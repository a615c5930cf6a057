/** Kinds of fields that answers have. Each takes what it means, and adds its unit. */
import * as z from 'zod';
import {
  LeadIdSchema,
  SessionIdSchema,
  SiteIdSchema,
  UuidSchema,
  VisitorIdSchema,
} from '../../ids/uuid';
import type { Json } from '../../session/life/session';

/** Schemas with a name of their own in the document. */
export const components = z.registry<{ id: string }>();

export const time = (about: string) =>
  z.number().int().min(0).describe(`${about} In ms since the Unix epoch.`);
/** Of a calendar: with the year before, or the week that it is in, it may be before 1970. */
export const instant = (about: string) =>
  z.number().int().describe(`${about} In ms since the Unix epoch.`);
export const duration = (about: string) => z.number().int().min(0).describe(`${about} In ms.`);
export const count = (about: string) => z.number().int().min(0).describe(about);
export const text = (about: string) => z.string().describe(about);
export const flag = (about: string) => z.boolean().describe(about);
/** A field that may be unknown keeps its description. */
export const orNull = <T extends z.ZodType>(schema: T) =>
  schema.nullable().describe(schema.description ?? '');
/** An object with any fields. */
export const anyFields = (about: string) => z.custom<Json>().describe(about);

export const siteId = () => SiteIdSchema.describe('The site.');
export const sessionId = (about = 'The session.') => SessionIdSchema.describe(about);
export const visitorId = () =>
  VisitorIdSchema.describe('The visitor: one browser, or person, on the site.');
export const leadId = (about: string) => LeadIdSchema.describe(about);
export const uuid = (about: string) => UuidSchema.describe(about);

/** Of the cursor of the page that follows. */
export const NEXT = 'Give it as `after` to get the next page; `null` on the last page.';
export const next = () => z.string().nullable().describe(NEXT);
