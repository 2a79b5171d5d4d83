// A load for bench:gpu over the fake driver: STAGE SECONDS; draws the fake GPU's power at the very edges it prints.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [stage, seconds] = process.argv.slice(2);
const watts = { prefill: 240, decode: 120 };
const now = () => Number(process.hrtime.bigint());
let n = 0;

async function phase(name, ms) {
  const id = `r${n++}`;
  const start = now();
  appendFileSync(process.env.FAKE_EVENTS, `${start} ${watts[name]}\n`);
  console.log(JSON.stringify({ joulegate: 'begin', phase: name, id, t_ns: start }));
  await sleep(ms * (0.8 + 0.4 * Math.random()));
  const end = now();
  appendFileSync(process.env.FAKE_EVENTS, `${end} ${-watts[name]}\n`);
  console.log(JSON.stringify({ joulegate: 'end', phase: name, id, t_ns: end }));
}

const until = now() + Number(seconds) * 1e9;
while (now() < until) {
  if (stage !== 'decode') await phase('prefill', 60);
  if (stage !== 'prefill') await phase('decode', 200);
  if (stage === 'gaps') await sleep(10 + 20 * Math.random());
}
