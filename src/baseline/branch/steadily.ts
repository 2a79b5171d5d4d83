import { setTimeout as sleep } from 'node:timers/promises';
import { JouleGateError } from '../../common/errors.ts';
import { PassingFailure } from '../../common/remote-branch.ts';

/** How a store waits; tests give their own. */
export interface Patience {
  /** How often something is tried, */
  tries: number;
  /** and for how long a new try is begun: one may itself wait for a host's limits. */
  seconds: number;
  wait(ms: number): Promise<void>;
  random(): number;
}

/**
 * About two minutes of waits. Of 8 writers that never rest a try wins one time in eight: that one of their 200 records
 * loses all its tries has a chance of 3 in 10,000.
 */
export const PATIENCE: Patience = {
  tries: 100,
  seconds: 600,
  wait: async (ms) => await sleep(ms),
  random: Math.random,
};

const FIRST_MS = 250;
/** Not much more than a try takes: who has lost often must not wait while newcomers win. */
const LONGEST_MS = 2000;

/**
 * What `attempt` gives, as soon as it gives something. `null` (another writer was faster) and a `PassingFailure` are
 * tried again after a wait of random length, "full jitter", whose bound doubles: writers that collide part.
 * @throws JouleGateError `store-busy` once tries or time are spent
 */
export async function steadily<T>(
  what: string,
  attempt: () => Promise<T | null>,
  { tries, seconds, wait, random }: Patience,
): Promise<T> {
  let failure: PassingFailure | null = null;
  const begin = performance.now();
  let n = 0;
  for (; n < tries && performance.now() - begin < 1000 * seconds; n++) {
    if (n > 0) await wait(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** n));
    try {
      const done = await attempt();
      if (done !== null) return done;
      failure = null;
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      failure = error;
    }
  }
  throw new JouleGateError(
    'store-busy',
    `${what} did not succeed in ${n} tries: ${failure ? failure.message : 'others wrote to the branch each time'}`,
    'nothing is half-written: run "joulegate baseline update RESULT.json" with the result of this run once it is quieter',
    { cause: failure },
  );
}
