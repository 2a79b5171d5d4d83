import type { Finding, RatesRow } from '../../common/generated/comparison.ts';
import { ARMS, type ArmName, type Phase } from '../../common/phases.ts';
import { finding } from '../finding.ts';
import type { ArmRates, RatesByArm } from './arms.ts';

const armsOf = (rates: RatesByArm): [ArmName, ArmRates][] =>
  ARMS.flatMap((arm) => {
    const own = rates[arm];
    return own === undefined || typeof own === 'string' ? [] : [[arm, own]];
  });

/** The rates of each arm that has them. */
export const rateRows = (rates: RatesByArm): RatesRow[] =>
  armsOf(rates).map(([arm, { pricing, agreement }]) => {
    const [joulesPerAnswer, joulesPerPromptToken, joulesPerStep, joulesPerContextToken] = pricing.rates.theta;
    return {
      arm,
      joulesPerAnswer: joulesPerAnswer!,
      joulesPerPromptToken: joulesPerPromptToken!,
      joulesPerStep: joulesPerStep!,
      joulesPerContextToken: joulesPerContextToken!,
      p: agreement?.p ?? null,
      ...(agreement ? { dearer: agreement.dearer } : {}),
    };
  });

const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;

/** Arms whose rates differ between base and head. */
export const ratesDiffer = (rates: RatesByArm): Finding[] =>
  armsOf(rates)
    .filter(([, { differ }]) => differ)
    .map(([arm, { agreement }]) => {
      const of = (phase: Phase): string[] => {
        const share = phase === 'check' ? null : (agreement?.dearer[phase] ?? null);
        return share === null ? [] : [`${phase} ${percent(share)}`];
      };
      return finding(
        'rates-differ',
        `head does not cost what base does per token (${[...of('prefill'), ...of('decode')].join(', ')}): what was measured decides (${arm})`,
        { arm },
      );
    });
