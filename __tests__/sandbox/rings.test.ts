import { expect, test } from '@jest/globals';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { probeRings, startCheckPool, startGrader } from '../../src/sandbox/index.ts';
import { sandboxFlags, shortLifeFlags } from '../../src/sandbox/rings/flags.ts';
import { launchCommand } from '../../src/sandbox/rings/launcher.ts';
import { outerRings, requireRings } from '../../src/sandbox/rings/require.ts';
import { failedText, safeText } from '../../src/sandbox/result-text.ts';

test('the probe tries every ring from inside', async () => {
  const { rings, pythonVersion } = await probeRings();
  expect(pythonVersion).toMatch(/^3\.13\./);
  const inner = [
    'permission-model',
    'no-code-from-strings',
    'no-process-handles',
    'no-network-handles',
    'empty-environment',
  ];
  expect(rings.filter((r) => inner.includes(r.name) && r.holds).map((r) => r.name)).toEqual(inner);
  expect(rings.map((r) => r.name)).toEqual(
    expect.arrayContaining(['network-namespace', 'resource-limits', 'node-permission-model', 'dies-with-parent']),
  );
});

test('each Node gets the flags that it knows', () => {
  expect(sandboxFlags(['/a'], new Set(['--experimental-permission']))).toEqual(
    expect.arrayContaining(['--experimental-permission', '--allow-fs-read=/a']),
  );
  expect(sandboxFlags(['/a'], new Set(['--experimental-permission', '--permission']))[0]).toBe('--permission');
  expect(shortLifeFlags('20.19.0')).toHaveLength(1);
  expect(shortLifeFlags('26.0.0')).toEqual([]);
});

test('the rings stand in front of node in the order in which they must be entered', () => {
  const by = {
    network: ['unshare', '-n', '--'],
    death: ['setpriv', '--no-new-privs', '--'],
    limits: 'sh' as const,
    sh: '/bin/sh',
  };
  const line = launchCommand(['node', 'x'], { dataBytes: 1024 * 5, cpuSeconds: 2.5 }, by);
  expect(line).toEqual([
    'unshare',
    '-n',
    '--',
    'setpriv',
    '--no-new-privs',
    '--',
    '/bin/sh',
    '-c',
    'ulimit -c 0; ulimit -f 0; ulimit -t 3; ulimit -d 5; exec "$@"',
    'sh',
    'node',
    'x',
  ]);
  expect(
    launchCommand(['node'], { dataBytes: 1, cpuSeconds: 1 }, { network: [], death: [], limits: null, sh: null }),
  ).toEqual(['node']);
});

test('strict refuses to run without a ring, best warns by its name', async () => {
  const bare = outerRings({ network: [], death: [], limits: null, sh: null });
  const warnings: string[] = [];
  await requireRings('best', (w) => warnings.push(w), bare);
  expect(warnings.map((w) => w.split(':')[0])).toEqual([
    'the sandbox runs without the ring network-namespace',
    'the sandbox runs without the ring resource-limits',
  ]);
  await expect(requireRings('strict', () => {}, bare)).rejects.toMatchObject({
    code: 'sandbox-unavailable',
    fix: expect.stringContaining('sandbox: best'),
  });
  const none = bare.map((r) => ({ ...r, holds: false }));
  await expect(requireRings('best', () => {}, none)).rejects.toMatchObject({ code: 'sandbox-unavailable' });
});

test('without pyodide the error names the fix, and a later start works', async () => {
  setRuntimePath('/nowhere');
  try {
    await expect(startCheckPool().ready).rejects.toMatchObject({ code: 'runtime-missing' });
    await expect(startGrader({ policy: 'best', timeoutSeconds: 1 })).rejects.toMatchObject({ code: 'runtime-missing' });
    expect(await probeRings()).toMatchObject({
      pythonVersion: null,
      rings: expect.arrayContaining([expect.objectContaining({ name: 'starts', holds: false })]),
    });
  } finally {
    setRuntimePath(null);
  }
  const pool = startCheckPool();
  await pool.ready;
  await pool.close();
});

test('result texts are one safe line of at most 1,000 characters', () => {
  expect(failedText('a\n\u001b[1m\u202e\u0000')).toBe('failed: a\\n\\u001b[1m\\u202e\\u0000');
  expect(safeText('\u0007'.repeat(2000))).toHaveLength(1000);
  expect(safeText('naïve ➞ 🙂')).toBe('naïve ➞ 🙂');
});
