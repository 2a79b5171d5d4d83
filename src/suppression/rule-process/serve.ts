import { pathToFileURL } from 'node:url';
import type { FromRule, RuleInput, ToRule } from './protocol.ts';

export type Rule = (input: RuleInput & { passes(test: string): Promise<boolean> }) => unknown;
type Send = (message: FromRule) => void;

/** Of what a rule throws only so much is handed on. */
const LONGEST_TEXT = 500;
const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_TEXT);

/** A module's default export; `null`, and said to be broken, where that is no function. */
export async function loaded(path: string, send: Send): Promise<Rule | null> {
  try {
    const { default: rule } = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (typeof rule === 'function') return rule as Rule;
    send({ broken: 'has no function as its default export' });
  } catch (error) {
    send({ broken: `cannot be loaded: ${textOf(error)}` });
  }
  return null;
}

/** Takes what a rule's process is asked and told; several questions may be open at a time. */
export function serving(rule: Rule, send: Send): (message: ToRule) => void {
  const waiting = new Map<number, { resolve(passed: boolean): void; reject(error: Error): void }>();
  let calls = 0;

  const decide = async (ask: number, input: RuleInput): Promise<void> => {
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
  };

  return (message) => {
    if ('ask' in message) return void decide(message.ask, message.input);
    const call = waiting.get(message.tell);
    waiting.delete(message.tell);
    if ('passed' in message) call?.resolve(message.passed);
    else call?.reject(new Error(message.failed));
  };
}
