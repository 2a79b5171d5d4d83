/** How power follows activity, and what a sensor makes of power. */
export type Response = 'instant' | 'first-order' | 'ramp' | 'late-step';
/** A counter may integrate every moment (`exact`), or only a window before each update, as a power sensor does. */
export type Window = 'exact' | 'window';

export interface Family {
  response: Response;
  window: Window;
}

/** The nonlinear parameters of a family, in the order in which they are fitted. All in seconds, `jump` a share. */
export interface Physics {
  /** From the moment of a sensor's update to when a poll sees it. */
  lag: number;
  /** Averaging window before an update; ignored by `exact`. */
  window: number;
  /** Time constant of a first-order response. */
  tau: number;
  /**
   * Share of the step that comes at once; the rest rises linearly over `ramp`, or all at once after `ramp` (a late
   * step).
   */
  jump: number;
  ramp: number;
}

export type PhysicsName = keyof Physics;

/** Which parameters a family has. */
export function parametersOf(family: Family): PhysicsName[] {
  const names: PhysicsName[] = ['lag'];
  if (family.window === 'window') names.push('window');
  if (family.response === 'first-order') names.push('tau');
  if (rises(family.response)) names.push('jump', 'ramp');
  return names;
}

/** Whether power goes on rising after the first step, as clocks do that had fallen at idle. */
export function rises(response: Response): response is 'ramp' | 'late-step' {
  return response === 'ramp' || response === 'late-step';
}

/**
 * Energy per watt of full activity (that is, seconds at full power) that activity on [start, end) has caused up to
 * time x. It is what a sensor that integrates power has counted; divided differences of it are a window's mean.
 */
export function caused(
  response: Response,
  p: Physics,
  start: number,
  end: number,
  busySince: number,
  x: number,
): number {
  if (x <= start) return 0;
  switch (response) {
    case 'instant':
      return (x < end ? x : end) - start;
    case 'first-order':
      return lowPassed(x - start, p.tau) - lowPassed(x - end, p.tau);
    case 'ramp':
      return ramped((x < end ? x : end) - busySince, p) - ramped(start - busySince, p);
    case 'late-step':
      return steppedLate((x < end ? x : end) - busySince, p) - steppedLate(start - busySince, p);
  }
}

/** Everything that activity on [start, end) causes, in seconds at full power. */
export function fullPower(response: Response, p: Physics, start: number, end: number, busySince: number): number {
  return rises(response) ? caused(response, p, start, end, busySince, end) : end - start;
}

/** ∫ of a first-order step response, 1 − e^(−x/τ): x − τ(1 − e^(−x/τ)). */
function lowPassed(x: number, tau: number): number {
  if (x <= 0) return 0;
  const z = x / tau;
  return z > 25 ? x - tau : x - tau * (1 - Math.exp(-z));
}

/** ∫ of jump + (1 − jump)·min(x/ramp, 1). */
function ramped(x: number, p: Physics): number {
  if (x <= 0) return 0;
  return x < p.ramp ? p.jump * x + ((1 - p.jump) * x * x) / (2 * p.ramp) : x - ((1 - p.jump) * p.ramp) / 2;
}

/** ∫ of jump until `ramp`, then 1: an RTX 3090 holds 60 % for 0.14 s and a 4090 74 % for 0.19 s, then step up. */
function steppedLate(x: number, p: Physics): number {
  if (x <= 0) return 0;
  return x < p.ramp ? p.jump * x : x - (1 - p.jump) * p.ramp;
}

/** How long after its end an interval's activity is still felt. */
export function tailOf(response: Response, p: Physics): number {
  return response === 'first-order' ? 12 * p.tau : 0;
}
