import type { BlockReading, Validity } from '../common/generated/run-result.ts';
import { worstValidity } from '../common/validity.ts';
import type { EdgeDetail, EnergyMeter, RequestEnergy } from '../energy/types.ts';
import type { AnswerText } from '../judge/types.ts';
import type { Account } from '../model/engine.ts';

/** What of an answer a server may count otherwise than its steps. */
interface Counted extends Pick<AnswerText, 'lineEnds' | 'tokenEnds'> {
  promptTokens: number;
  outputTokens: number;
  decodeSteps: number;
  overrunTokens: number;
}

/** What a server told of an answer that has to be said. */
interface Told {
  edgeClocks?: Account['clocks'];
  remarks?: Account['remarks'];
  draft?: NonNullable<Account['draft']>;
}

/** A way to the server shorter than this is no queue: it is left to the gap between requests. Nanoseconds. */
const LEAST_QUEUE_NS = 5e6;

/**
 * Marks the phases of a request as its server has told them. `detail` goes with every edge.
 * @param answer tokens of prompt and answer; without `outputTokens` there is no decode (a prefill alone)
 */
export function markAccount(
  meter: Pick<EnergyMeter, 'mark'>,
  id: string,
  { edges: { sentNs, workNs, firstNs, endNs } }: Pick<Account, 'edges'>,
  { promptTokens, outputTokens, decodeSteps }: Pick<Counted, 'promptTokens'> & Partial<Counted>,
  detail: Pick<EdgeDetail, 'cell' | 'extra'> = {},
): void {
  const contextTokens = promptTokens;
  if (workNs - sentNs >= LEAST_QUEUE_NS) {
    meter.mark('begin', 'queue', id, { tNs: sentNs, ...detail });
    meter.mark('end', 'queue', id, { tNs: workNs, ...detail });
  }
  meter.mark('begin', 'prefill', id, { tNs: workNs, contextTokens, ...detail });
  meter.mark('end', 'prefill', id, { tNs: firstNs, ...detail });
  if (outputTokens === undefined) return;
  meter.mark('begin', 'decode', id, { tNs: firstNs, contextTokens, ...detail });
  meter.mark('end', 'decode', id, {
    tNs: endNs,
    contextTokens: contextTokens + outputTokens,
    ...(decodeSteps === undefined || decodeSteps === 0 ? {} : { tokens: decodeSteps }),
    ...detail,
  });
}

/**
 * An answer with the server's own counts. Where steps were no tokens, tokens lie evenly along the text; where passes
 * were fewer than tokens (a draft was accepted), they are what decode is divided by.
 */
export function recount<A extends Counted>(answer: A, account: Account): A & Told {
  const { promptTokens, passes, draft, beyond, remarks, clocks } = account;
  const counted = account.outputTokens === null ? answer : spread(answer, account.outputTokens);
  return {
    ...counted,
    promptTokens: promptTokens ?? counted.promptTokens,
    outputTokens: counted.outputTokens + beyond,
    overrunTokens: counted.overrunTokens + beyond,
    decodeSteps: (passes ?? counted.decodeSteps) + beyond,
    edgeClocks: clocks,
    ...(remarks.length > 0 ? { remarks } : {}),
    ...(draft ? { draft } : {}),
  };
}

/** The answer as one of `total` tokens instead of its steps: each place in the text keeps its share of them. */
function spread<A extends Counted>(answer: A, total: number): A {
  const steps = answer.outputTokens;
  if (steps === total || steps === 0) return answer;
  const at = (tokens: number): number => Math.round((tokens * total) / steps);
  const kept = at(steps - answer.overrunTokens);
  return {
    ...answer,
    outputTokens: total,
    overrunTokens: total - kept,
    decodeSteps: Math.max(0, answer.decodeSteps + total - steps),
    lineEnds: answer.lineEnds.map(({ tokens, end }) => ({ tokens: at(tokens), end })),
    tokenEnds: Array.from({ length: kept }, (_, n) => answer.tokenEnds[Math.ceil(((n + 1) * steps) / total) - 1]!),
  };
}

/** A validity with what else has to be said; `not-resolvable` stays, for its joules are null. */
function and(validity: Validity, remarks: Account['remarks']): Validity {
  const all = worstValidity([validity, ...remarks.map(({ status, reason }) => ({ status, reasons: [reason] }))]);
  return validity.status === 'not-resolvable' ? { ...all, status: validity.status } : all;
}

/** The energy of a request, with what its server told of the prefill. */
export const withRemarks = (phases: RequestEnergy, { remarks = [] }: Told): RequestEnergy =>
  remarks.length === 0
    ? phases
    : { ...phases, prefill: { ...phases.prefill, validity: and(phases.prefill.validity, remarks) } };

/** A pass's reading, with what was told of any of its requests. */
export function readingWithRemarks(reading: BlockReading, answers: readonly { answer: Told }[]): BlockReading {
  const remarks = answers.flatMap(({ answer }) => answer.remarks ?? []);
  return remarks.length === 0
    ? reading
    : { ...reading, validity: and(reading.validity ?? { status: 'ok', reasons: [] }, remarks) };
}
