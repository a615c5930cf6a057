/** `Date.now` of the rig's clock, and alarms that are set and read by it. */
import { env } from 'cloudflare:workers';
import { type Clock, toReal, toVirtual } from '../clock';

const { CHAOS_CLOCK: clock } = env as unknown as { CHAOS_CLOCK: Clock };
const realNow = Date.now.bind(Date);
Date.now = () => toVirtual(clock, realNow());

/** Real ms since the epoch. */
export function realTime(): number {
  return realNow();
}

export function virtualStorage(storage: DurableObjectStorage): DurableObjectStorage {
  return new Proxy(storage, {
    get(target, name) {
      if (name === 'setAlarm') {
        return (at: number | Date) => target.setAlarm(toReal(clock, Number(at)));
      }
      if (name === 'getAlarm') {
        return async () => {
          const at = await target.getAlarm();
          return at === null ? null : toVirtual(clock, at);
        };
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
