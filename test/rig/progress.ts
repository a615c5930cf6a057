/**
 * What a rig is doing and how far it is, on standard error: on a terminal one line that is rewritten every second, elsewhere
 * a line every 15 s, and none where the rig is done sooner. On a terminal the line makes way for whatever else is
 * written, and comes back only where a line begins, so that nothing of either is lost. It has no colours, so there are
 * none for NO_COLOR to take away, and nothing of it is left when the process ends.
 */

/**
 * `count` is how many are done of how many; `share` how much of the time that takes, from 0 to 1, where the count does not
 * tell because some take longer than others.
 */
export type Doing = { what: string; count?: [done: number, of: number]; share?: number };

type Output = {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  write: (text: string) => boolean;
};

type Place = {
  output: Output;
  /** What may be seen on the same terminal. */
  beside: Output[];
  /** `dumb` cannot erase a line. */
  terminal: string | undefined;
};

const REWRITTEN_EVERY_MS = 1_000;
const TOLD_EVERY_MS = 15_000;
/** From less than this share nothing is guessed about the rest. */
const LEAST_SHARE = 0.02;
/** Goes to where the line begins, and erases it. */
const ERASE = '\r\u001b[K';
const HERE: Place = {
  output: process.stderr,
  beside: [process.stdout],
  terminal: process.env.TERM,
};

export class Progress {
  readonly #name: string;
  readonly #output: Output;
  readonly #write: Output['write'];
  readonly #isRewritten: boolean;
  readonly #beganAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #undo: (() => void)[] = [];
  #doing: (() => Doing) | undefined;
  #partBeganAt = this.#beganAt;
  #hasEnded = false;
  #isShown = false;
  /** Others have begun a line and not ended it. */
  #isWithinLine = false;

  constructor(name: string, { output, beside, terminal }: Place = HERE) {
    this.#name = name;
    this.#output = output;
    this.#write = output.write.bind(output);
    this.#isRewritten = output.isTTY === true && terminal !== 'dumb';
    const everyMs = this.#isRewritten ? REWRITTEN_EVERY_MS : TOLD_EVERY_MS;
    this.#timer = setInterval(() => this.#show(), everyMs).unref();
    const others = this.#isRewritten ? [output, ...beside] : [];
    for (const other of others) if (other.isTTY === true) this.#makeWayFor(other);
    const end = () => this.end();
    process.once('exit', end);
    this.#undo.push(() => process.off('exit', end));
  }

  /** Begins a part of the work. What remains of it is guessed from how long it has taken so far. */
  tell(doing: string | (() => Doing)): void {
    this.#doing = typeof doing === 'string' ? () => ({ what: doing }) : doing;
    this.#partBeganAt = performance.now();
    if (this.#isRewritten) this.#show();
  }

  /** Nothing is written from now on. */
  end(): void {
    clearInterval(this.#timer);
    this.#hide();
    this.#hasEnded = true;
    for (const undo of this.#undo.splice(0)) undo();
  }

  #show(): void {
    if (this.#doing === undefined || this.#isWithinLine || this.#hasEnded) return;
    const line = `${this.#name} ${this.#describe(this.#doing())}`;
    if (!this.#isRewritten) {
      this.#write(`${line}\n`);
      return;
    }
    // A line that is wrapped cannot be erased. Some terminals say that they have no columns.
    this.#write(`${ERASE}${line.slice(0, (this.#output.columns || 80) - 1)}`);
    this.#isShown = true;
  }

  #hide(): void {
    if (this.#isShown) this.#write(ERASE);
    this.#isShown = false;
  }

  #describe({ what, count: [done, of] = [0, 0], share = of > 0 ? done / of : 0 }: Doing): string {
    const now = performance.now();
    const counted = of > 0 ? `, ${Math.min(done, of)} of ${of}` : '';
    const leftMs = ((now - this.#partBeganAt) * (1 - share)) / share;
    const left = share >= LEAST_SHARE && share < 1 ? `, about ${formatTime(leftMs)} left` : '';
    return `${formatTime(now - this.#beganAt)}  ${what}${counted}${left}`;
  }

  #makeWayFor(other: Output): void {
    const { write } = other;
    other.write = new Proxy(write, {
      apply: (target, self, args: [string | Uint8Array]) => {
        this.#hide();
        const [written] = args;
        if (written.length > 0) this.#isWithinLine = !['\n', 10].includes(written.at(-1) ?? '');
        return Reflect.apply(target, self, args);
      },
    });
    this.#undo.push(() => {
      other.write = write;
    });
  }
}

/** Minutes and seconds. */
function formatTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
