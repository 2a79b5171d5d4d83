import { join } from 'node:path';
import { withoutAnswerText } from '../common/answer-text.ts';
import { claimOutput, type Claim } from '../common/claim.ts';
import { jsonText } from '../common/output.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { assertComparison } from '../common/schema.ts';
import { RENDERERS } from '../report/renderers.ts';

const FILES = ['result.json', 'base.json', 'comparison.json', 'comment.md', 'report.html'] as const;
type FileName = (typeof FILES)[number];

/** The five files of a gate, claimed: they can be written, and none of an earlier gate stands there. */
export interface GateFiles {
  outDir: string;
  claims: Record<FileName, Claim>;
}

/** What a gate came to, before it is written. */
export interface Decided {
  /** `null` where nothing had to be measured. */
  result: RunResult | null;
  base: RunResult | null;
  comparison: Comparison;
}

export interface GateOutcome extends Decided {
  comment: string;
  paths: { result: string | null; base: string | null; comparison: string; comment: string; report: string };
}

/**
 * Claims a gate's files before anything slow; `inputs` are files that the gate still reads.
 * @throws JouleGateError `file-unreadable`
 */
export async function claimGate(outDir: string, inputs: readonly string[] = []): Promise<GateFiles> {
  const claims = {} as Record<FileName, Claim>;
  for (const name of FILES) claims[name] = await claimOutput(join(outDir, name), inputs);
  return { outDir, claims };
}

/**
 * Writes result, base, comparison, comment and page. `id` names the comment; without `keepText` the two results are
 * written without the answers' texts (the excerpts of those that changed most stay in comparison, comment and page).
 */
export async function writeOutcome(
  { outDir, claims }: GateFiles,
  id: string,
  { result, base, comparison }: Decided,
  { keepText }: { keepText: boolean },
): Promise<GateOutcome> {
  assertComparison(comparison, 'the comparison just made');
  const at = (name: FileName): string => join(outDir, name);
  const comment = RENDERERS.markdown(comparison, id);
  const written = (r: RunResult): string => jsonText(keepText ? r : withoutAnswerText(r));
  for (const [name, document] of [
    ['result.json', result],
    ['base.json', base],
  ] as const)
    await (document ? claims[name].write(written(document)) : claims[name].leaveOut());
  await claims['comparison.json'].write(jsonText(comparison));
  await claims['comment.md'].write(comment);
  await claims['report.html'].write(RENDERERS.html(comparison));
  return {
    result,
    base,
    comparison,
    comment,
    paths: {
      result: result ? at('result.json') : null,
      base: base ? at('base.json') : null,
      comparison: at('comparison.json'),
      comment: at('comment.md'),
      report: at('report.html'),
    },
  };
}
