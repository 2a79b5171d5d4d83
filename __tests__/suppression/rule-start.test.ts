import { afterEach, expect, test } from '@jest/globals';
import { RuleProcess } from '../../src/suppression/rule-process/client.ts';
import { fileURLToPath } from 'node:url';

const { execPath, platform } = process;
const here = (values: { execPath: string; platform: NodeJS.Platform }): void => {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
};
afterEach(() => here({ execPath, platform }));

test('a rule whose process cannot be started says so at once', async () => {
  // Elsewhere than on Linux nothing stands in front of node that would start by itself.
  here({ execPath: '/nowhere/node', platform: 'darwin' });
  await expect(RuleProcess.start(fileURLToPath(import.meta.url))).rejects.toMatchObject({
    code: 'rule-invalid',
    message: expect.stringContaining('cannot be started: spawn /nowhere/node ENOENT'),
    cause: expect.objectContaining({ code: 'ENOENT' }),
  });
});
