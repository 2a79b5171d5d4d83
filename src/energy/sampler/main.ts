/**
 * The sampler process: reads the sensors every few milliseconds and appends what they say to a file.
 * It shares no event loop with inference, and a file (in memory where the temporary folder is) never blocks it,
 * however long the other side does not look. One JSON line on stdout tells that it is ready, or why not.
 */
import { setRuntimePath } from '../../common/runtime.ts';
import { DriverUnavailable } from '../drivers/types.ts';
import { openDriver } from '../drivers/open.ts';
import type { SensorDriver } from '../drivers/types.ts';
import { runLoop } from './loop.ts';
import type { SamplerConfig, SamplerHello } from './protocol.ts';

async function main(): Promise<void> {
  const config = JSON.parse(process.argv[2] ?? '{}') as SamplerConfig;
  setRuntimePath(config.runtimePath);
  // Ctrl-C reaches the whole group: our parent ends us, once it has what was measured.
  process.on('SIGINT', () => undefined);
  const drivers: SensorDriver[] = [];
  for (const kind of config.drivers)
    drivers.push(await openDriver(kind, process.env, config.only ?? (config.file === null ? 'living' : 'all')));
  send({
    ready: true,
    drivers: drivers.map((driver) => ({
      kind: driver.kind,
      channels: driver.channels.map((c, i) => ({ ...c, pci: driver.addressOf?.(i) ?? null })),
      environment: driver.environment,
      warnings: driver.warnings,
      leftOut: driver.leftOut ?? [],
      ambiguous: driver.ambiguous ?? null,
    })),
  });
  if (config.file !== null) runLoop(drivers, config, config.file);
}

function send(hello: SamplerHello): void {
  process.stdout.write(`${JSON.stringify(hello)}\n`);
}

try {
  await main();
} catch (error) {
  send({
    ready: false,
    message: error instanceof Error ? error.message : String(error),
    present: error instanceof DriverUnavailable && error.present,
    fix: error instanceof DriverUnavailable ? error.fix : 'see the message; the raw samples up to here are kept',
  });
  process.exitCode = 1;
}
