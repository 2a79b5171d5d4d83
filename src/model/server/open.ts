import type { Adapter, ServerFacts } from './adapter.ts';
import { addressOf, type ServerAddress } from './address.ts';
import { ServerEngine } from './engine.ts';
import { ServerClient } from './http.ts';
import { ServerKey } from './key.ts';
import { LlamaServer } from './llama-server.ts';
import { OllamaServer } from './ollama.ts';
import { OpenAiServer } from './openai.ts';
import { VllmServer } from './vllm.ts';

/** What of a configuration names a server. */
export interface ServerSource {
  kind: Adapter['kind'];
  url: string;
  model: string | null;
  keyEnv: string | null;
  context: number | null;
}

const ADAPTERS: Record<Adapter['kind'], (client: ServerClient, source: ServerSource) => Adapter> = {
  'llama-server': (client, { model }) => new LlamaServer(client, model),
  vllm: (client, { model }) => new VllmServer(client, model),
  ollama: (client, { model, context }) => new OllamaServer(client, model!, context),
  openai: (client, { model }) => new OpenAiServer(client, model),
};

async function connect(source: ServerSource): Promise<{ client: ServerClient; adapter: Adapter }> {
  const key = ServerKey.from(source.keyEnv, process.env);
  const client = new ServerClient(await addressOf(source.url), key);
  return { client, adapter: ADAPTERS[source.kind](client, source) };
}

/** What a server says of itself, and where it is. @throws JouleGateError `server-address`, `server-failed` */
export async function askServer(source: ServerSource): Promise<ServerFacts & { address: ServerAddress }> {
  const { client, adapter } = await connect(source);
  try {
    return { ...(await adapter.facts()), address: client.address };
  } finally {
    client.close();
  }
}

/** Opens a server as an engine. @throws JouleGateError `server-address`, `server-failed` */
export async function openServer(source: ServerSource): Promise<ServerEngine> {
  const { client, adapter } = await connect(source);
  try {
    return await ServerEngine.open(client, adapter, source.context);
  } catch (error) {
    client.close();
    throw error;
  }
}
