// A process that holds generated Python: started by worker.ts behind the rings, ends when fd 0 closes.
import { CALIBRATION, type Request, type Response, type StartOptions } from '../protocol.ts';
import type { ParsedModule } from '../types.ts';
import { Interpreter } from './interpreter.ts';
import { Intrinsics } from './intrinsics.ts';
import { MemoryImage } from './image.ts';
import { loadPython } from './load.ts';
import { lockDown } from './lockdown.ts';
import { readRequest, writeAll, writeResponse } from './pipe.ts';
import { innerRings } from './inner-rings.ts';
import { PARSE } from './python-source.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as StartOptions;
const exit = process.exit.bind(process);
const usage = process.cpuUsage.bind(process);
const parseJson = JSON.parse;
const cpuSeconds = (): number => {
  const { user, system } = usage();
  return (user + system) / 1e6;
};

lockDown();
const loaded = await loadPython(options);
const interpreter = new Interpreter(loaded.module, Number(loaded.pythonVersion.split('.')[1]));
if (loaded.snapshot) {
  writeAll(Buffer.from(`snapshot ${loaded.snapshot.length}\n`));
  writeAll(loaded.snapshot);
  loaded.snapshot = null;
}
const intrinsics = new Intrinsics();
const image = options.restorable ? new MemoryImage(loaded.module) : null;
writeAll(Buffer.from(`ready ${loaded.pythonVersion}\n`));

function answer(request: Request): Response {
  const start = cpuSeconds();
  switch (request.kind) {
    case 'run': {
      const outcome = interpreter.run(request);
      const used = cpuSeconds() - start;
      const torn = (outcome.broken && !(image?.restore() ?? false)) || !intrinsics.intact();
      return {
        kind: 'run',
        passed: outcome.passed,
        text: outcome.text,
        cpuSeconds: used,
        broken: torn,
        calls: outcome.calls,
      };
    }
    case 'recheck':
      return {
        kind: 'recheck',
        fails: intrinsics.intact() ? interpreter.failing(request.canaries) : [],
        cpuSeconds: cpuSeconds() - start,
      };
    case 'judge': {
      const { passed, fails } = interpreter.judge(request, request.calls, request.canaries);
      return { kind: 'judge', passed, fails, cpuSeconds: cpuSeconds() - start };
    }
    case 'parse': {
      const out = interpreter.transform(PARSE, 'source', request.source);
      const module = out === null ? null : (parseJson(out) as ParsedModule | null);
      return { kind: 'parse', module, cpuSeconds: cpuSeconds() - start };
    }
    case 'restore':
      return { kind: 'restore', restored: (image?.restore() ?? false) && intrinsics.intact() };
    case 'probe':
      return { kind: 'probe', rings: innerRings(), pythonVersion: loaded.pythonVersion };
    case 'calibrate': {
      interpreter.transform(`${CALIBRATION}\nout = ''`, 'source', '');
      const before = cpuSeconds();
      interpreter.transform(`${CALIBRATION}\nout = ''`, 'source', '');
      return { kind: 'calibrate', cpuSeconds: cpuSeconds() - before };
    }
  }
}

for (let request = readRequest(); request !== null; request = readRequest()) {
  writeResponse(request.nonce, answer(request));
}
exit(0);
