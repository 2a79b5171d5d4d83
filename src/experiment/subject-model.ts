import { JouleGateError } from '../common/errors.ts';
import { isServer } from '../config/engine.ts';
import type { Config, SubjectConfig } from '../config/types.ts';
import { locateModel, type ModelFile } from '../model/locate.ts';
import { askServer, type ServerSource } from '../model/server/open.ts';
import { processesListeningOn } from '../model/server/process.ts';

/** A model that a running server has. */
export interface ServedModel {
  source: ServerSource;
  name: string;
  /** `null` where the server does not tell it. */
  sha256: string | null;
  /** The server runs on this machine; these are its processes, as far as they can be seen. */
  local: boolean;
  pids: readonly number[];
}

/** What a subject's answers come from: a file that is loaded, or a server's model. */
export type SubjectModel = ModelFile | ServedModel;

export const isServed = (model: SubjectModel): model is ServedModel => Object.hasOwn(model, 'source');

/**
 * Finds the model of a subject: its file, fetched where it is not here, or what its server has.
 * @throws JouleGateError as `locateModel`; `server-address`, `server-failed`
 */
export async function findModel(
  { model, engine, context }: Pick<SubjectConfig, 'model' | 'engine' | 'context'>,
  onProgress: (line: string) => void,
): Promise<SubjectModel> {
  if (!isServer(engine)) return await locateModel(model, onProgress);
  // The configuration is checked: a server has an address.
  const { kind, url, keyEnv } = engine as typeof engine & Pick<ServerSource, 'kind' | 'url'>;
  const source: ServerSource = { kind, url, keyEnv, model: engine.model, context };
  const { model: name, sha256, address } = await askServer(source);
  const pids = address.local ? processesListeningOn(address.port) : [];
  return { source, name: model.name ?? name, sha256, local: address.local, pids };
}

/**
 * That some meter here sees the work of every server, which is said; `null` where no subject has a server.
 * @returns the servers' processes. @throws JouleGateError `engine-remote`
 */
export function requireMetered(
  models: readonly SubjectModel[],
  { kind }: Pick<Config['meter'], 'kind'>,
  onProgress: (line: string) => void,
): readonly number[] | null {
  const served = models.filter(isServed);
  if (served.length === 0) return null;
  for (const url of new Set(served.filter((s) => !s.local).map((s) => new URL(s.source.url).host))) {
    if (kind === 'auto' || kind === 'estimate')
      throw new JouleGateError(
        'engine-remote',
        `the server at ${url} runs on another host, whose energy the meter ${kind} does not see`,
        'run the gate on the host of the server; or name a meter here that sees that host (meter.kind: nvml, amd, rapl, jetson)',
      );
    onProgress(
      `the server at ${url} runs on another host: the meter ${kind} is taken to see all of its work, since the configuration names it`,
    );
  }
  onProgress('which cards the server computes on is not known: the meter reads all that it sees');
  return [...new Set(served.flatMap((s) => s.pids))];
}
