import type { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { listMeters, type MeterListing } from '../../energy/index.ts';
import { quickNoise } from '../../gate/noise.ts';
import { LlamaEngine } from '../../model/llama/engine.ts';
import { locateModel } from '../../model/locate.ts';
import { probeRings } from '../../sandbox/index.ts';
import { resolveNative, type NativePackage } from '../../common/runtime.ts';
import type { Io } from '../io.ts';
import { serverFinding } from './doctor-server.ts';

interface Finding {
  area: string;
  name: string;
  ok: boolean;
  detail: string;
  fix: string;
}

const reason = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0]! : String(error));

function packages(): Finding[] {
  return (['node-llama-cpp', 'koffi', 'pyodide'] satisfies NativePackage[]).map((name) => {
    try {
      return { area: 'packages', name, ok: true, detail: resolveNative(name), fix: '' };
    } catch (error) {
      return { area: 'packages', name, ok: false, detail: reason(error), fix: 'npm ci, or JOULEGATE_RUNTIME_PATH' };
    }
  });
}

async function engine(): Promise<Finding> {
  try {
    const file = await locateModel({ name: null, path: null, uri: null, builtin: 'practice', sha256: null });
    const llama = await LlamaEngine.load({
      file,
      context: null,
      threads: null,
      gpuLayers: null,
      flashAttention: null,
      kvType: null,
      batch: null,
      gpu: 'auto',
    });
    const { backend, llamaCpp, threads, cpu } = llama.info;
    await llama.close();
    return {
      area: 'engine',
      name: backend,
      ok: true,
      detail: `llama.cpp ${llamaCpp}; ${threads} of ${availableParallelism()} threads decode the embedded model fastest; ${cpu}`,
      fix: backend === 'cpu' ? 'for a GPU: npm ci --prefix dist/runtime/cuda (or vulkan)' : '',
    };
  } catch (error) {
    return {
      area: 'engine',
      name: 'llama.cpp',
      ok: false,
      detail: reason(error),
      fix: 'npm ci; on Linux glibc 2.28 or later is needed',
    };
  }
}

async function rings(): Promise<Finding[]> {
  try {
    const report = await probeRings();
    return [
      {
        area: 'sandbox',
        name: 'Python',
        ok: report.pythonVersion !== null,
        detail: report.pythonVersion ?? 'does not start',
        fix: '',
      },
      ...report.rings.map((r) => ({
        area: 'sandbox',
        name: r.name,
        ok: r.holds,
        detail: r.detail,
        fix: r.holds ? '' : 'docs/sandbox.md says what this ring needs; "sandbox: strict" requires all of them',
      })),
    ];
  } catch (error) {
    return [{ area: 'sandbox', name: 'pyodide', ok: false, detail: reason(error), fix: 'npm ci' }];
  }
}

async function network(): Promise<Finding[]> {
  const hosts = { HumanEval: 'https://raw.githubusercontent.com', 'hf: models': 'https://huggingface.co' };
  return Promise.all(
    Object.entries(hosts).map(async ([name, url]): Promise<Finding> => {
      try {
        const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4000), redirect: 'manual' });
        return { area: 'network', name, ok: true, detail: `${url} answers (${response.status})`, fix: '' };
      } catch (error) {
        return {
          area: 'network',
          name,
          ok: false,
          detail: `${url}: ${reason((error as { cause?: unknown }).cause ?? error)}`,
          fix: 'without it, give workload.path and model.path',
        };
      }
    }),
  );
}

const share = (x: number): string => `${(100 * x).toPrecision(2)} %`;

/** How much equal blocks differ here, and how many of them a gate needs to see a rise of 5 %. */
async function noise(io: Io): Promise<Finding> {
  const found = { area: 'noise', name: 'a block' };
  try {
    const n = await quickNoise({ onProgress: io.progress, signal: io.signal });
    if (n === null)
      return { ...found, ok: false, detail: 'too few blocks had joules', fix: 'longer tasks, or another meter' };
    const { sd, interval, rise, limit, toCall, meter, estimated } = n;
    const needed = toCall === null ? 'more than 200' : String(toCall);
    return {
      ...found,
      ok: toCall !== null,
      detail: `base and head differ by ${share(sd)} a block (${share(interval[0]!)} … ${share(interval[1]!)}, ${n.blocks} blocks of the embedded model, ${estimated ? 'joules estimated' : meter}); to call +${share(rise)} where ${share(limit)} are allowed takes ${needed} blocks a side`,
      fix: toCall === null ? 'a quieter machine, a meter in the place of an estimate, or more tasks a block' : '',
    };
  } catch (error) {
    if (io.signal.aborted) throw error;
    return { ...found, ok: false, detail: reason(error), fix: 'see the lines above' };
  }
}

/** How often each reading changes, and power as it is now. Lag, response and window need load: a run finds them. */
function readings(sensor: NonNullable<MeterListing['sensor']>): string {
  const cadences = ['counter', 'record', 'instant', 'average'].flatMap((name) => {
    const ms = sensor[`${name}CadenceMs`];
    return ms === undefined
      ? []
      : [`${name} every ${ms.toFixed(0)} ms (jitter ${(100 * sensor[`${name}Jitter`]!).toFixed(1)} %)`];
  });
  const now =
    sensor.idleWatts === undefined
      ? []
      : [`${sensor.idleWatts.toFixed(1)} ± ${sensor.idleStandardError!.toFixed(1)} W now`];
  return [...cadences, ...now].map((x) => `, ${x}`).join('');
}

/** `joulegate doctor`: what this machine can measure and run, each with a fix if it is missing. */
export function doctorVerb(program: Command, io: Io): void {
  program
    .command('doctor')
    .description('what this machine can measure and run, and how noisy its joules are')
    .option('-c, --config <file>', 'whose server is tried (joulegate.yml, where that is there)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  joulegate doctor')
    .action(async (o: { json?: boolean; config?: string }) => {
      io.progress('looking at packages, meters, engine, sandbox and network');
      const meters = (await listMeters(io.signal)).map((m): Finding => ({
        area: 'meters',
        name: m.kind,
        ok: m.available,
        detail: `${m.detail}${readings(m.sensor ?? {})}`,
        fix: m.fix,
      }));
      const server = await serverFinding(o.config, io.cwd);
      const engines = [await engine(), ...(server === null ? [] : [server])];
      const findings = [...packages(), ...meters, ...engines, ...(await rings()), ...(await network())];
      io.progress('measuring how much equal blocks differ, about a quarter of a minute');
      findings.push(await noise(io));
      io.done();
      if (o.json) io.out(JSON.stringify(findings, null, 2));
      else {
        let area = '';
        for (const f of findings) {
          if (f.area !== area) io.out(`\n${f.area}`);
          area = f.area;
          io.out(
            `  ${f.ok ? '✓' : '✗'} ${f.name.padEnd(16)} ${f.detail}${!f.ok && f.fix ? `\n      fix: ${f.fix}` : ''}`,
          );
        }
      }
    });
}
