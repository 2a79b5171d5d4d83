import { runEntry } from '../common/edge.ts';
import { dropEmptyVariables } from '../common/environment.ts';
import { plainText } from '../common/plain-text.ts';
import { processIo } from './io.ts';
import { main } from './main.ts';

dropEmptyVariables();
runEntry(
  async (signal) => await main(process.argv.slice(2), processIo(signal)),
  (text) => process.stderr.write(plainText(`${text}\n`)),
);
