import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../../../src/common/paths.ts';
import type { Program } from '../../../src/sandbox/types.ts';
import type { CodeTask } from '../../../src/workload/types.ts';

const sharedFolder = process.env['JOULEGATE_SHARED'] ?? join(packageRoot, '..', 'shared');
const humanEvalPath = join(sharedFolder, 'data', 'HumanEval.jsonl.gz');

interface Row {
  task_id: string;
  prompt: string;
  entry_point: string;
  canonical_solution: string;
  test: string;
}

/** The real data where it is present, else `null` with the reason printed. */
export function humanEval(): CodeTask[] | null {
  if (!existsSync(humanEvalPath)) {
    console.warn(`skipped: ${humanEvalPath} is missing (set JOULEGATE_SHARED)`);
    return null;
  }
  const lines = gunzipSync(readFileSync(humanEvalPath))
    .toString('utf8')
    .split('\n')
    .filter((l) => l !== '');
  return lines.map((line) => {
    const row = JSON.parse(line) as Row;
    return {
      kind: 'code',
      id: row.task_id,
      prompt: row.prompt,
      entryPoint: row.entry_point,
      canonicalSolution: row.canonical_solution,
      test: row.test,
      sha256: createHash('sha256').update(line).digest('hex'),
    };
  });
}

export function reference(task: CodeTask): Program {
  return { source: task.prompt + task.canonicalSolution, test: task.test, entryPoint: task.entryPoint };
}
