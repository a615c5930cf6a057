/** What is to go wrong in the Worker, as probabilities in [0, 1]. The rig sets it; nothing goes wrong before. */
export type DatabasePlan = {
  /** Throws before anything is done. */
  refuse: number;
  /** Throws as D1's client does when its connection breaks: without its usual `D1_ERROR`. */
  cut: number;
  /** Waits, and throws without having done anything. */
  timeout: number;
  /** Does it, and throws. */
  answerLost: number;
  /** Throws, and does it some time later, after what comes next. */
  writtenLate: number;
  /** Does it, and takes its time. */
  slow: number;
};
export type AlarmPlan = {
  /** Runs again when it has run. */
  twice: number;
  /** Runs two at a time. */
  overlapping: number;
  /** Runs some time later. */
  late: number;
  /** Is lost, where something else can find out. */
  never: number;
};
export type Plan = {
  seed: number;
  /** What the Worker itself meets: site look-ups, cron. */
  worker: DatabasePlan;
  /** What the objects meet: flushes, records, leads. */
  object: DatabasePlan;
  alarm: AlarmPlan;
  /** The object is reset in the middle of using D1. */
  abort: number;
  /** An object that begins to run finds the state of an older version. */
  olderShape: number;
  /** An object hands the Worker a record of a version that the Worker does not know. */
  otherLayout: number;
};

export const SOUND: DatabasePlan = {
  refuse: 0,
  cut: 0,
  timeout: 0,
  answerLost: 0,
  writtenLate: 0,
  slow: 0,
};
export const PUNCTUAL: AlarmPlan = { twice: 0, overlapping: 0, late: 0, never: 0 };
export const CALM: Plan = {
  seed: 0,
  worker: SOUND,
  object: SOUND,
  alarm: PUNCTUAL,
  abort: 0,
  olderShape: 0,
  otherLayout: 0,
};

/** Harm that was done: when, by the rig's clock, and to which session, if to one. */
export type Harmed = { at: number; kind: string; session_id: string };

/** The sessions whose objects may find the state of an older version, which did not know who wrote what. */
export function mayBeOlder(sessionId: string): boolean {
  return sessionId.endsWith('0') || sessionId.endsWith('8');
}

/** The longest that a fault started under a plan outlives it, in real ms. */
export const LONGEST_FAULT_MS = 800;
