import type { ServerClient } from './http.ts';
import { fieldsOf, numberOf, textOf } from './messages.ts';

export interface ServedModel {
  id: string;
  /** Tokens of its context (`max_model_len`); `null` where that is not told. */
  contextSize: number | null;
}

const LISTS = new WeakMap<ServerClient, Promise<ServedModel[]>>();

async function listOf(client: ServerClient): Promise<ServedModel[]> {
  const { data } = fieldsOf(await client.ask('GET', '/v1/models', undefined, 'null'));
  return (Array.isArray(data) ? data : [])
    .map(fieldsOf)
    .map((m) => ({ id: textOf(m['id']), contextSize: numberOf(m['max_model_len']) }))
    .filter((m) => m.id !== '');
}

/**
 * The model of that name, or the only one that a server has; asked once a server.
 * @throws JouleGateError `server-failed` where it has another, or none is named and there are several
 */
export async function servedModel(client: ServerClient, name: string | null): Promise<ServedModel> {
  const known = LISTS.get(client) ?? listOf(client);
  LISTS.set(client, known);
  const all = await known;
  if (name !== null) {
    const found = all.find((m) => m.id === name);
    // A server that lists nothing may still know it.
    if (found || all.length === 0) return found ?? { id: name, contextSize: null };
  } else if (all.length === 1) return all[0]!;
  const has = all.map((m) => m.id).join(', ') || 'none';
  throw client.failed('/v1/models', `serves ${has}; engine.model names ${name ?? 'none of them'}`);
}
