import { against, arms, FLAT, rules } from '../support/cases.ts';

const seven = Array.from({ length: 7 }, (_, i) => 10 + i);

/** What suppression saves, as a metric of both arms. */
export const SAVINGS = rules([
  [
    'a saving falls by difference, and takes the limit of `suppressed`, else of `plain`',
    'from 50 to 46 %, limit 5 points',
    'pass',
    () =>
      against(
        arms(
          FLAT,
          FLAT.map((x) => x / 2),
        ),
        arms(
          FLAT,
          FLAT.map((x) => 0.54 * x),
        ),
        { 'suppression-saving': { plain: { decrease: 0.05 } } },
      ),
  ],
  [
    'a saving falls by difference, and takes the limit of `suppressed`, else of `plain`',
    'from 50 to 44 %',
    'regressed',
    () =>
      against(
        arms(
          FLAT,
          FLAT.map((x) => x / 2),
        ),
        arms(
          FLAT,
          FLAT.map((x) => 0.56 * x),
        ),
        { 'suppression-saving': { plain: { decrease: 0.05 } } },
      ),
  ],
  [
    'a saving falls by difference, and takes the limit of `suppressed`, else of `plain`',
    'from 50 to 44 %, limit 10 points for `suppressed`',
    'pass',
    () =>
      against(
        arms(
          FLAT,
          FLAT.map((x) => x / 2),
        ),
        arms(
          FLAT,
          FLAT.map((x) => 0.56 * x),
        ),
        { 'suppression-saving': { plain: { decrease: 0.05 }, suppressed: { decrease: 0.1 } } },
      ),
  ],
  [
    'a saving falls by difference, and takes the limit of `suppressed`, else of `plain`',
    'from 50 to 44 %, blocks of both arms drift together',
    'regressed',
    () =>
      against(
        arms(
          seven,
          seven.map((x) => x / 2),
        ),
        arms(
          seven,
          seven.map((x) => 0.56 * x),
        ),
        { 'suppression-saving': { plain: { decrease: 0.05 } } },
      ),
  ],
]);
