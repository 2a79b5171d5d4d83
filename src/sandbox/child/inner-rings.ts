import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ring } from '../types.ts';

function attempt(act: () => unknown): 'worked' | string {
  try {
    act();
    return 'worked';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

function ring(name: string, attempts: Record<string, () => unknown>): Ring {
  const got = Object.entries(attempts).map(([what, act]) => [what, attempt(act)] as const);
  const through = got.filter(([, how]) => how === 'worked').map(([what]) => what);
  return {
    name,
    holds: through.length === 0,
    detail:
      through.length === 0 ? `refused: ${got.map(([what]) => what).join(', ')}` : `possible: ${through.join(', ')}`,
  };
}

/** Tries each ring from inside, as an answer that has got out of Python would. */
export function innerRings(): Ring[] {
  return [
    ring('permission-model', {
      'reading /etc/passwd': () => readFileSync('/etc/passwd'),
      'writing a file': () => writeFileSync('/tmp/joulegate-ring-probe', ''),
    }),
    ring('no-code-from-strings', { 'new Function': () => new Function('return 1')() as unknown }),
    ring('no-process-handles', {
      child_process: () => createRequire(import.meta.url)('node:child_process') as unknown,
      'process.kill': () => process.kill(process.ppid, 0),
      'process.binding': () => (process as unknown as { binding(name: string): unknown }).binding('tcp_wrap'),
    }),
    ring('no-network-handles', {
      fetch: () => fetch('http://127.0.0.1:9/').catch(() => {}),
      net: () => createRequire(import.meta.url)('node:net') as unknown,
      ws: () => new (createRequire(import.meta.url)('ws') as new (url: string) => unknown)('ws://127.0.0.1:9/'),
    }),
    {
      name: 'empty-environment',
      holds: Object.keys(process.env).length === 0,
      detail: `${Object.keys(process.env).length} variables`,
    },
  ];
}
