/** What `POST /api/mcp` answers: messages of JSON-RPC 2.0, which stand in no envelope of ours. */
import * as z from 'zod';
import { anyFields, components, text } from './fields';

const SHARED = {
  jsonrpc: z.literal('2.0').describe('The version of JSON-RPC.'),
  id: z
    .union([z.string(), z.number(), z.null()])
    .describe('That of the request; `null` where it could not be read.')
    .optional(),
};
const error = z
  .object({
    code: z.number().int().describe('A number of JSON-RPC or of the protocol.'),
    message: text('What is wrong, for people.'),
    data: anyFields('More for programs.').optional(),
  })
  .describe('What is wrong with the message. A tool that fails tells it in its result.');

export const McpAnswerSchema = z
  .object({
    ...SHARED,
    result: anyFields('As the protocol says for the method.').optional(),
    error: error.optional(),
  })
  .describe('An answer of the Model Context Protocol: `result`, or `error`.')
  .register(components, { id: 'McpAnswer' });

export const McpErrorSchema = z
  .object({ ...SHARED, error })
  .describe('A message that could not be taken.')
  .register(components, { id: 'McpError' });
