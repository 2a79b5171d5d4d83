import { CHANGE } from './change.ts';
import { EXACT } from './exact.ts';
import { FAMILY } from './family.ts';
import { LIMITS } from './limits.ts';
import { LOOKING } from './looks.ts';
import { PASSES } from './passes.ts';
import { SAVINGS } from './savings.ts';
import { SCORES } from './scores.ts';
import { SPREAD } from './spread.ts';
import { TRUST } from './trust.ts';
import { UNDECIDED } from './undecided.ts';

/** Every rule of a verdict, both sides of each bound: the table of docs/verdicts.md (`npm run readme`). */
export const RULES = [
  ...CHANGE,
  ...LOOKING,
  ...FAMILY,
  ...SPREAD,
  ...EXACT,
  ...PASSES,
  ...SCORES,
  ...SAVINGS,
  ...TRUST,
  ...UNDECIDED,
  ...LIMITS,
];
