import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { JouleGateError } from '../../common/errors.ts';
import { isServer } from '../../config/engine.ts';
import { loadConfig } from '../../config/load.ts';
import { findModel, isServed } from '../../experiment/subject-model.ts';
import type { Edges } from '../../model/engine.ts';
import { openServer } from '../../model/server/open.ts';

/** One line of `doctor` on the server that a configuration names. */
export interface ServerFinding {
  area: 'engine';
  name: string;
  ok: boolean;
  detail: string;
  fix: string;
}

const EDGES: Record<Edges, string> = {
  device: 'edges are exact',
  server: 'it tells when prefill and decode end',
  client: 'it does not tell when prefill and decode end: they are what the client sees, the way and queueing included',
};

/**
 * Whether the server of a configuration answers, what it is and what it can tell; `null` where the configuration names
 * none, or there is none. @param file a path, or `undefined` for joulegate.yml where that is there
 */
export async function serverFinding(file: string | undefined, cwd: string): Promise<ServerFinding | null> {
  const path = resolve(cwd, file ?? 'joulegate.yml');
  if (file === undefined && !existsSync(path)) return null;
  let name = 'server';
  try {
    const { engine, model, context } = await loadConfig(path);
    if (!isServer(engine)) return null;
    name = engine.kind;
    const found = await findModel({ engine, model, context }, () => undefined);
    if (!isServed(found)) return null;
    const { local, pids, sha256, source } = found;
    const server = await openServer(source);
    const { info, edges } = server;
    await server.close();
    const told = [
      `${info.server} at ${new URL(source.url).host}`,
      `${found.name}${sha256 === null ? ', whose digest it does not tell' : ` (${sha256.slice(0, 12)})`}`,
      `context ${info.contextSize}`,
      EDGES[edges],
      ...(local ? [pids.length > 0 ? `process ${pids.join(', ')} here` : 'its process is not to be seen'] : []),
      ...(local ? [] : ['it runs on another host']),
    ];
    return { area: 'engine', name, ok: local, detail: told.join('; '), fix: local ? '' : REMOTE };
  } catch (error) {
    if (!(error instanceof JouleGateError)) throw error;
    return { area: 'engine', name, ok: false, detail: `${error.code}: ${error.message}`, fix: error.fix };
  }
}

const REMOTE = 'run the gate on that host, or name a meter here that sees it (docs/engines.md)';
