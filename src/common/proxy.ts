import type * as undici from 'undici';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY'];

/**
 * Leads every `fetch` of this process, that of libraries included (models are fetched by one), through the proxy that
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name for its address. Nothing is loaded where none is named.
 */
export async function useProxies(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (!NAMES.some((name) => env[name] || env[name.toLowerCase()])) return;
  const [{ HttpClient }, { Agent, Dispatcher, setGlobalDispatcher }] = await Promise.all([
    import('@actions/http-client'),
    import('undici'),
  ]);
  const agents = new HttpClient();
  const direct = new Agent();
  class ByAddress extends Dispatcher {
    override dispatch(
      options: undici.Dispatcher.DispatchOptions,
      handler: undici.Dispatcher.DispatchHandlers,
    ): boolean {
      return (agents.getAgentDispatcher(String(options.origin)) ?? direct).dispatch(options, handler);
    }
  }
  setGlobalDispatcher(new ByAddress());
}
