import { describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';

const shared = process.env['JOULEGATE_SHARED'] ?? resolve(packageRoot, '..', 'shared');

export const sharedFiles = {
  humanEval: join(shared, 'data', 'HumanEval.jsonl.gz'),
  smallModel: join(shared, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
  traces: join(shared, 'data', 'traces'),
};

/** `describe`, or a skip with a printed reason where the file is missing. */
export function describeWith(path: string, name: string, body: () => void): void {
  if (existsSync(path)) describe(name, body);
  else {
    console.warn(`skipped "${name}": ${path} is missing`);
    describe.skip(`${name} (skipped: ${path} is missing)`, body);
  }
}
