/** The client: a method for each operation of the document, and one for each list that has pages. What the package exports. */
import { type Client, OPERATIONS, WALKS } from './made/methods.ts';
import type { components } from './made/schema.ts';
import type { Fields } from './request.ts';
import { type AnyFailure, CallError, type FailureHere, type Result, unwrap } from './result.ts';
import { type CallOptions, type ClientOptions, send } from './send.ts';

export type { Call, Data, Failure, Input, OperationId } from './operation.ts';
export type { AnyFailure, CallOptions, Client, ClientOptions, FailureHere, Result };
export { CallError, unwrap };

/** What the document names, such as `Schemas['Session']`. */
export type Schemas = components['schemas'];

/**
 * ```ts
 * const client = createClient({ url: 'https://sessions.example.com', key: process.env.SESSIONS_KEY });
 * const { data, error } = await client.getSession({ session_id, site_id });
 * ```
 */
export function createClient(options: ClientOptions): Client {
  const methodOf = (id: string) => (input?: Fields, perCall?: CallOptions) =>
    send(options, id, OPERATIONS[id] ?? '', input, perCall);
  const methods = Object.keys(OPERATIONS).map((id) => [id, methodOf(id)]);
  const walks = Object.entries(WALKS).map(([name, [id, field]]) => [
    name,
    (input?: Fields, perCall?: CallOptions) => walk(methodOf(id), field, input, perCall),
  ]);
  // What the compiler cannot know: the tables have the names of the interface, since one script makes both.
  return Object.fromEntries([...methods, ...walks]) as Client;
}

type Method = (input?: Fields, perCall?: CallOptions) => Promise<Result<unknown, AnyFailure>>;
type Page = { next?: string | null; [field: string]: unknown };

/** Everything in `field` of a list, from its first page to its last; throws a `CallError` where a page fails. */
async function* walk(
  list: Method,
  field: string,
  input: Fields = {},
  perCall?: CallOptions,
): AsyncGenerator<unknown, void, undefined> {
  let { after } = input;
  do {
    const page: Page = Object(unwrap(await list({ ...input, after }, perCall)));
    const items = page[field];
    if (Array.isArray(items)) yield* items;
    after = page.next;
  } while (after);
}
