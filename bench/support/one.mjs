// One benchmark in a process of its own, started by bench/run.mjs: its entries go back over the IPC channel.
import { load } from './bundle.mjs';

const { name, quick, count } = JSON.parse(process.argv[2]);
const { bench } = await load(name);
const entries = await bench({ quick, count, log: (line) => console.error(`${name}: ${line}`) });
await new Promise((resolve) => process.send(entries, resolve));
process.exit(0);
