/** The Model Context Protocol, as far as it is HTTP. */
import * as z from 'zod';
import { McpAnswerSchema, McpErrorSchema } from '../answers/mcp';
import { describe, type Operation } from '../operation';

/** What the SDK reads; here are the words for it. */
const MessageSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'curl', version: '1' },
};

export const mcpOperations: Operation[] = [
  {
    id: 'callMcp',
    method: 'POST',
    path: '/api/mcp',
    tag: 'Service',
    summary: 'Speak the Model Context Protocol',
    description:
      'For clients of AI models: tools, resources and prompts about the sessions of a site, over Streamable HTTP without sessions, in the revisions 2024-11-05 to 2026-07-28. A key of a site sees that site, and is offered the tools of its scope; with `ADMIN_KEY` each call names a `site_id`.\n\nAnswers are JSON, never a stream. By the revision 2025-03-26 a body may also be an array of up to 100 messages. Over `http:` only this machine may be asked (`localhost`, `127.0.0.1`), and an `Origin` must be the one that is asked: no page of another site gets through by DNS rebinding.',
    caller: 'key',
    isProtocol: true,
    body: describe(MessageSchema, {
      jsonrpc: 'The version of JSON-RPC.',
      id: 'By which the answer is known. Absent: it is a notification, and there is no answer.',
      method: 'Such as `tools/call`. Absent: it is an answer to the service, which asks nothing.',
      params: 'As the protocol says for the method. Absent: none.',
    }),
    answers: {
      200: {
        about: 'The answer to a request, or an array of them to an array.',
        message: McpAnswerSchema,
        isPerMessage: true,
        example: {
          result: {
            protocolVersion: '2025-11-25',
            capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
            serverInfo: { name: 'visitor-sessions', title: 'Visitor Sessions', version: '1.0.0' },
          },
          jsonrpc: '2.0',
          id: 1,
        },
      },
      202: { about: 'A notification was taken.', message: null },
      400: {
        about: 'The body is no message, or of a revision that is not known.',
        message: McpErrorSchema,
      },
      404: { about: 'There is no such method.', message: McpErrorSchema },
    },
    failures: [],
    example: { body: { jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize } },
  },
];
