import type { ConfigFile, ModelConfig } from '../common/generated/config.ts';
import type { SubjectConfig } from './types.ts';

/** What only the embedded engine is told; a server has settled it when it was started. */
const EMBEDDED = ['threads', 'gpu-layers', 'flash-attention', 'kv-type', 'batch', 'gpu'] as const;
const OF_A_SERVER = ['url', 'model', 'key-env'] as const;

/** Whether answers come from a server that is already running. */
export const isServer = ({ kind }: Pick<SubjectConfig['engine'], 'kind'>): boolean => kind !== 'llama';

/** Whether a model is named that JouleGate loads itself. */
const ownModel = ({ path, uri, preset, builtin }: ModelConfig): boolean =>
  (path ?? uri ?? preset ?? builtin) !== undefined;

/** What of a configuration's model does not fit its engine, a line each: the schema sees the two apart. */
export function engineMistakes({ model, engine = {} }: ConfigFile): string[] {
  const { kind = 'llama' } = engine;
  const given = <K extends keyof typeof engine>(keys: readonly K[]): K[] => keys.filter((k) => engine[k] !== undefined);
  if (kind === 'llama') {
    const named = model && ownModel(model);
    return [
      ...(model === undefined
        ? ['(top level): the key "model" is missing (a local GGUF, an address, a preset, or builtin: practice)']
        : named
          ? []
          : [`model: found keys ${Object.keys(model).join(', ')}, allowed: exactly one of path, uri, preset, builtin`]),
      ...given(OF_A_SERVER).map((k) => `engine.${k}: only a server has one, and engine.kind is llama`),
    ];
  }
  return [
    ...(engine.url === undefined ? [`engine: the key "url" is missing (the base address of the ${kind} server)`] : []),
    ...(kind === 'ollama' && engine.model === undefined
      ? ['engine: the key "model" is missing (as "ollama list" names it)']
      : []),
    ...(model && ownModel(model)
      ? [`model: the ${kind} server has its own model, allowed: name alone, or no key "model" at all`]
      : []),
    ...given(EMBEDDED).map((k) => `engine.${k}: the ${kind} server has settled it, leave it out`),
  ];
}
