import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { type FormFields, readBody } from './body';
import type { App } from './context';
import { fail } from './respond';

type Validated<Target extends 'json' | 'query', T extends z.ZodType> = MiddlewareHandler<
  App,
  string,
  { in: Record<Target, z.input<T>>; out: Record<Target, z.output<T>> }
>;

/**
 * Validates a JSON body, or a form where its fields are given. Hono's own `json` target would take a
 * `text/plain` beacon for `{}`.
 */
export function validBody<T extends z.ZodType>(schema: T, form?: FormFields): Validated<'json', T> {
  return async (c, next) => {
    const read = await readBody(c.req.raw, form);
    if ('error' in read) return fail(c, read);
    return failUnless(c, schema, 'json', read.body) ?? next();
  };
}

/**
 * Validates what the schema knows of the query string, without the three promises that `zValidator` makes of it: a read is
 * little more.
 */
export function validQuery<T extends z.ZodObject>(schema: T): Validated<'query', T> {
  const names = Object.keys(schema.shape);
  return (c, next) => {
    const given = c.req.queries();
    const values: Record<string, unknown> = {};
    for (const name of names) {
      const all = given[name];
      values[name] = all?.length === 1 ? all[0] : all;
    }
    const failed = failUnless(c, schema, 'query', values);
    return failed === undefined ? next() : Promise.resolve(failed);
  };
}

/** Validates the path's parameters. */
export const validParam = <T extends z.ZodObject>(schema: T) =>
  zValidator('param', schema, (result, c) => {
    if (!result.success) return failValidation(c as Context<App>, result.error);
  });

/** Hands on what is valid; answers what is not. */
function failUnless(
  c: Context<App>,
  schema: z.ZodType,
  target: 'json' | 'query',
  value: unknown,
): Response | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return failValidation(c, parsed.error);
  c.req.addValidatedData(target, Object(parsed.data));
}

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
