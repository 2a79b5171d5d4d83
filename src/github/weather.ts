/** Time and chance, which tests replace. */
export interface Weather {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

export const REAL_WEATHER: Weather = {
  now: Date.now,
  sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** A request that failed, as octokit tells it: `answered` is false where no whole answer came. */
export interface Failure {
  status: number;
  answered: boolean;
  /** In lower case. */
  headers: Record<string, string | number | undefined>;
  message: string;
  /** A certificate that this runner does not trust: it will not the next time either. */
  distrusted?: boolean;
}

/** Times that one request is made at most, and milliseconds that it may wait in all. */
export const MOST_TRIES = 5;
export const MOST_WAIT_MS = 120_000;

/** GitHub asks for at least a minute where a secondary limit comes without a time. */
const UNTIMED_LIMIT_MS = 60_000;

/** Milliseconds that an answer asks to wait: `retry-after` in seconds or as a date, else the limit's reset. */
function askedWait({ headers }: Failure, now: number): number | null {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const seconds = Number(after);
    const ms = Number.isFinite(seconds) ? 1000 * seconds : Date.parse(String(after)) - now;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset = Number(headers['x-ratelimit-reset']);
  // Clocks differ by a second or so.
  if (String(headers['x-ratelimit-remaining']) === '0' && reset > 0) return Math.max(0, 1000 * reset - now) + 1000;
  return null;
}

/** Whether a refusal is about how often we ask, not what for. */
export const isLimit = ({ status, headers, message }: Failure): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers['retry-after'] !== undefined ||
      String(headers['x-ratelimit-remaining']) === '0' ||
      /rate limit|abuse detection/i.test(message)));

/**
 * How many milliseconds to wait until a failed request is made again; `null`: never. Limits are waited for as long as
 * they ask, whatever the request, since nothing was done. A fault (5xx, no whole answer) is tried again after 1, 2, 4,
 * 8 s (± half, by chance), but only where a second time does no harm: what was done before the answer got lost would be
 * done twice.
 * @param harmless whether the request may be carried out twice. @param tries made so far. @param waited ms so far
 */
export function waitBefore(
  failure: Failure,
  harmless: boolean,
  { tries, waited }: { tries: number; waited: number },
  { now, random }: Pick<Weather, 'now' | 'random'>,
): number | null {
  if (tries >= MOST_TRIES) return null;
  const backoff = 1000 * 2 ** (tries - 1) * (0.5 + random());
  const limit = isLimit(failure);
  const fault = (!failure.answered && !failure.distrusted) || (failure.answered && failure.status >= 500);
  if (!limit && !(fault && harmless)) return null;
  const asked = askedWait(failure, now());
  // With jitter on top, so that jobs which were refused together do not come back together.
  const wait = asked === null ? (limit ? UNTIMED_LIMIT_MS + backoff : backoff) : asked + backoff / 4;
  return waited + wait > MOST_WAIT_MS ? null : wait;
}
