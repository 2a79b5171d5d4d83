import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { checkConfig, parseConfig } from '../../src/config/load.ts';

const page = readFileSync(join(packageRoot, 'docs', 'engines.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!).filter((t) => /^engine:/m.test(t));

it('shows a whole configuration of every kind of server, each of which holds', () => {
  const kinds = examples.map((text) => checkConfig(parseConfig(text, 'docs'), 'docs', '/').engine.kind);
  expect(kinds).toEqual(['llama-server', 'vllm', 'ollama', 'openai']);
});
