/** What is said of an operation beyond its schemas. `document.ts` makes the document of it; the Worker imports none of it. */
import type * as z from 'zod';
import type { FailureCode } from '../http/errors';

/**
 * What a field means, its unit, and after "Absent:" what happens without it, unless it is required or its schema has a default.
 * Its limits stand in the schema. `of`: the fields of an object. `as`: what its text has to be, which the schema decides by code.
 */
export type Word = string | { about: string; of: Words } | { about: string; as: TextKind };
export type TextKind =
  | { anyOf: object[] }
  /**
   * The value of a filter: a list of values, of which each may be so, negated with `!`. `parts`: also parts of values, after `~`.
   * `missing`: also `null`, for what is missing.
   */
  | { 'x-filter': { value: object; parts: boolean; missing: boolean } };
export type Words = { [field: string]: Word };

/** A schema that validates, with words for each of its fields. */
export type Described = { schema: z.ZodType; words: Words };

export function describe<T extends z.ZodType>(
  schema: T,
  words: { [Field in keyof z.input<T>]-?: Word },
): Described {
  return { schema, words: { ...words } };
}

/**
 * - `page`: a page of the site, by its origin, or any key of the site.
 * - `write`, `read`: a key of the site with this scope, or with `all`.
 * - `all`: a key of the site with the scope `all`.
 * - `viewer`: either of `read` and `admin`, and whoever has signed in to the dashboard.
 * - `dashboard`: a page of the deployment itself, by its origin.
 * - `key`: a key of the site, whatever its scope.
 * - `admin`: the holder of `ADMIN_KEY`, who may call all the others, too.
 * - `anyone`.
 */
export type CallerOf =
  | 'page'
  | 'write'
  | 'read'
  | 'all'
  | 'key'
  | 'viewer'
  | 'dashboard'
  | 'admin'
  | 'anyone';

/** A value `$NAME` in an example stands for an id that is made before; the ids that a call needs are made in this order. */
export const MADE = ['SESSION', 'VISITOR', 'LEAD', 'TASK', 'SITE', 'KEY', 'SHARE'] as const;
export type Made = (typeof MADE)[number];
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
};

/**
 * `data`: of the envelope, with an example; `media`: other types of content, without an envelope. `headers`: what they mean, beside
 * those that all answers have. `message`: of another protocol, without an envelope; null where there is none.
 */
export type AnswerOf =
  | { about: string; data: z.ZodType; example: unknown; headers?: Record<string, string> }
  | {
      about: string;
      message: z.ZodType | null;
      /** An array of messages is answered by an array. */
      isPerMessage?: true;
      example?: unknown;
      headers?: Record<string, string>;
    }
  | { about: string; media: string[]; headers?: Record<string, string> };

export type Operation = {
  /** Also the name of the client's method. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  tag: string;
  summary: string;
  description: string;
  caller: CallerOf;
  params?: Described;
  query?: Described;
  body?: Described;
  /** The body may be a form. */
  takesForms?: true;
  /** A share link may ask it, too. */
  takesShares?: true;
  /** It has the form of another protocol: its messages say themselves what is wrong with them, and the client has no method for it. */
  isProtocol?: true;
  /** Cloudflare serves it without asking the Worker: it has none of the headers and failures of ours. */
  isAsset?: true;
  /** By status; failures too, where it has the form of another protocol. */
  answers: Record<number, AnswerOf>;
  /** Beside those that every call by such a caller, with such an input, may meet. */
  failures: FailureCode[];
  example: Example;
};
