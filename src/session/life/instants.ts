/** Times within sentences: written in UTC, so that whoever shows the sentence can write them in another zone. Pure. */

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** `at`: in ms since the epoch. */
export function writeInstant(at: number): string {
  return new Date(at).toISOString();
}

/** The sentence with each of its times as `write` has it, which takes ms since the epoch. */
export function rewriteInstants(sentence: string, write: (at: number) => string): string {
  return sentence.replace(INSTANT, (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) ? instant : write(at);
  });
}
