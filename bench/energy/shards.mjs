// Benchmarks of many seeds: their parts in processes of their own, and their tables.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a benchmark `jobs` times, each with `--jobs N --shard I`; what they print as JSON, one after the other. */
export async function inShards(url, args, jobs) {
  const parts = Array.from({ length: jobs }, (_, i) => part(url, [...args, '--jobs', jobs, '--shard', i].map(String)));
  return (await Promise.all(parts)).flat();
}

async function part(url, args) {
  const child = spawn(process.execPath, [fileURLToPath(url), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`shard ${args.at(-1)} failed`);
  return JSON.parse(text);
}

/** A table in Markdown. */
export function print(head, lines) {
  for (const line of [head, head.map(() => '---'), ...lines]) console.log(`| ${line.join(' | ')} |`);
}
