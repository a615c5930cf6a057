import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { type FormFields, readBody } from './body';
import type { App } from './context';
import { fail } from './respond';

const NO_FORM_FIELDS: FormFields = { number: [], boolean: [], json: [] };

/** Validates a JSON or form body. Hono's own `json` target would take a `text/plain` beacon for `{}`. */
export function validBody<T extends z.ZodType>(
  schema: T,
  form: FormFields = NO_FORM_FIELDS,
): MiddlewareHandler<App, string, { in: { json: z.input<T> }; out: { json: z.output<T> } }> {
  return async (c, next) => {
    const read = await readBody(c.req.raw, form);
    if ('error' in read) return fail(c, read);
    const parsed = schema.safeParse(read.body);
    if (!parsed.success) return failValidation(c, parsed.error);
    c.req.addValidatedData('json', parsed.data as object);
    return next();
  };
}

/** Validates the query string. */
export const validQuery = <T extends z.ZodObject>(schema: T) =>
  zValidator('query', schema, (result, c) => {
    if (!result.success) return failValidation(c as Context<App>, result.error);
  });

/** Validates the path's parameters. */
export const validParam = <T extends z.ZodObject>(schema: T) =>
  zValidator('param', schema, (result, c) => {
    if (!result.success) return failValidation(c as Context<App>, result.error);
  });

function failValidation(c: Context<App>, error: z.core.$ZodError) {
  const issues = error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const [first] = issues;
  const named =
    first === undefined ? '' : ` ${first.path === '' ? 'body' : first.path}: ${first.message}`;
  return fail(c, {
    error: 'validation_failed',
    message: `Correct the fields listed in details.issues.${named}`,
    details: { issues },
  });
}
