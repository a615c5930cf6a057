import { describe, expect, it } from 'vitest';
import type { Failed } from '../../../src/session/object/contract';
import { readAnswer, withOlderNames } from '../../../src/session/object/older-version';

const ended: Failed = { error: 'session_ended', session: null };

describe('During a deploy', () => {
  it('a failure has the name that an older Worker looks for, too', () => {
    expect(withOlderNames(ended)).toEqual({ ...ended, refusal: 'session_ended' });
    const noLead: Failed = { error: 'lead_not_found', session: null };
    expect(withOlderNames(noLead)).toEqual({ ...noLead, failure: 'lead_not_found' });
  });

  it('any other answer is sent as it is', () => {
    for (const answer of ['{}', null, { view: '{}' }, { erased: true }])
      expect(withOlderNames(answer)).toBe(answer);
  });

  it('a failure of an older object is read as a failure', () => {
    const older: unknown = { refusal: 'session_ended', session: null };
    expect(readAnswer(older)).toEqual(ended);
    const noLead: unknown = { failure: 'lead_not_found' };
    expect(readAnswer(noLead)).toEqual({ error: 'lead_not_found', session: null });
  });

  it('an answer that this version knows is taken as it is', () => {
    for (const answer of ['{}', null, undefined, { view: '{}' }, { erased: false }, ended])
      expect(readAnswer(answer)).toBe(answer);
  });

  it('an answer of a later version that has no known name is not taken for success', () => {
    expect(() => readAnswer({ shown: '{}' })).toThrow('does not know');
  });
});
