/** What goes into a call and what comes out of it, by operation: read out of the types of the document. */
import type { operations } from './made/schema.ts';
import type { FailureHere, Result } from './result.ts';

/** The name of an operation in the document, and of its method. */
export type OperationId = keyof operations;

/** What a method returns. It is rejected only where the input cannot be sent at all, such as a `bigint`. */
export type Call<Id extends OperationId> = Promise<Result<Data<Id>, Failure<Id>>>;

/** Parameters of the path, of the query and fields of the body: one object, since no name is in two of them. */
export type Input<Id extends OperationId> = Flat<
  Given<operations[Id]['parameters']['path']> &
    Given<operations[Id]['parameters']['query']> &
    Given<BodyOf<operations[Id]>>
>;

/** The `data` of an answer; its JSON where it has no envelope; a stream of bytes where it is not JSON. */
export type Data<Id extends OperationId> = DataOf<ResponsesOf<Id, 200 | 201>>;

/** The failures that the document lists for an operation, and those of the way there. */
export type Failure<Id extends OperationId> =
  | (ErrorOf<ResponsesOf<Id, keyof operations[Id]['responses']>> & { status: number })
  | FailureHere;

type ResponsesOf<Id extends OperationId, Status> = operations[Id]['responses'][Status &
  keyof operations[Id]['responses']];

type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Json } } ? Json : never;

type ErrorOf<Answer> =
  JsonOf<Answer> extends infer Json ? (Json extends { error: infer Told } ? Told : never) : never;

type DataOf<Answer> = Answer extends { content: { 'application/json': infer Json } }
  ? Json extends { data: infer Told }
    ? Told
    : Json
  : ReadableStream<Uint8Array>;

type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** What an operation does not take is `undefined` or `never` in the types of the document. */
type Given<Part> = [NonNullable<Part>] extends [never] ? unknown : NonNullable<Part>;

/** An intersection as one object, which editors show with its fields. */
type Flat<Fields> = { [Name in keyof Fields]: Fields[Name] };
