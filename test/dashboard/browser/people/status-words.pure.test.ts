import { expect, it } from 'vitest';
import {
  LEAD_WORDS,
  readStatus,
  TASK_WORDS,
} from '../../../../src/dashboard/browser/people/status-words';
import { LeadStatusSchema, TaskStatusSchema } from '../../../../src/leads/schema';

it('every status of the API has a word, and no other', () => {
  expect(Object.keys(LEAD_WORDS)).toEqual(LeadStatusSchema.options);
  expect(Object.keys(TASK_WORDS)).toEqual(TaskStatusSchema.options);
});

it('what an address has is a status or nothing', () => {
  expect(readStatus(LEAD_WORDS, 'lost')).toBe('lost');
  for (const text of [null, '', 'pending', 'constructor', '__proto__'])
    expect(readStatus(LEAD_WORDS, text)).toBeUndefined();
});
