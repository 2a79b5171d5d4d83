// The process of a user's own rule: it has an empty environment, may read nothing but the rule's folder, start nothing
// and write nothing. It is asked on standard input and answers on descriptor 3, in JSON lines.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { FromRule, RuleInput, ToRule } from './protocol.ts';

type Rule = (input: RuleInput & { passes(test: string): Promise<boolean> }) => unknown;

const send = (message: FromRule): void => void writeSync(3, `${JSON.stringify(message)}\n`);
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

const waiting = new Map<number, { resolve(passed: boolean): void; reject(error: Error): void }>();
let calls = 0;

async function decide(rule: Rule, ask: number, input: RuleInput): Promise<void> {
  const before = process.cpuUsage();
  const passes = async (test: string): Promise<boolean> =>
    await new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      send({ call: calls, ask, test: String(test) });
    });
  try {
    const content = (await rule({ ...input, passes })) === true;
    const { user, system } = process.cpuUsage(before);
    send({ answer: ask, content, cpuSeconds: (user + system) / 1e6 });
  } catch (error) {
    send({ answer: ask, error: textOf(error) });
  }
}

function take(message: ToRule, rule: Rule): void {
  if ('ask' in message) return void decide(rule, message.ask, message.input);
  const call = waiting.get(message.tell);
  waiting.delete(message.tell);
  if ('passed' in message) call?.resolve(message.passed);
  else call?.reject(new Error(message.failed));
}

async function load(path: string): Promise<Rule | null> {
  try {
    const { default: rule } = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (typeof rule === 'function') return rule as Rule;
    send({ broken: 'has no function as its default export' });
  } catch (error) {
    send({ broken: `cannot be loaded: ${textOf(error)}` });
  }
  return null;
}

const rule = await load(process.argv[2]!);
if (rule) {
  send({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) take(JSON.parse(line) as ToRule, rule);
}
