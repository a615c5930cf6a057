/**
 * A clock that runs faster than the real one, so that half an hour of idling takes seconds. It is a function
 * of the real time alone: a service that is killed and started again goes on with the same time.
 */
export type Clock = {
  /** When both clocks showed the same, in ms since the epoch. */
  base: number;
  /** How many times faster it runs. */
  speed: number;
};

export function toVirtual({ base, speed }: Clock, realMs: number): number {
  return base + (realMs - base) * speed;
}

/** Rounded up: an alarm translated so is never early. */
export function toReal({ base, speed }: Clock, virtualMs: number): number {
  return base + Math.ceil((virtualMs - base) / speed);
}
