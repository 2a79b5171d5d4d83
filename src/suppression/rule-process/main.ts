// The process of a user's own rule: it has an empty environment, may read nothing but the rule's folder, start nothing
// and write nothing. It is asked on standard input and answers on descriptor 3, in JSON lines.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FromRule, ToRule } from './protocol.ts';
import { loaded, serving } from './serve.ts';

const send = (message: FromRule): void => void writeSync(3, `${JSON.stringify(message)}\n`);

const rule = await loaded(process.argv[2]!, send);
if (rule) {
  const take = serving(rule, send);
  send({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) take(JSON.parse(line) as ToRule);
}
