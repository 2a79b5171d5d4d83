import { getOctokit } from '@actions/github';
import { failureOf, lacking, type Permission } from './explain.ts';
import { REAL_WEATHER, waitBefore, type Weather } from './weather.ts';
import { wholeFetch } from './whole-fetch.ts';

export { explain, lacking, refusal, type Permission } from './explain.ts';

export type Client = ReturnType<typeof getOctokit>;

/** Which repository a call is about. */
export interface Repository {
  owner: string;
  repo: string;
  /** What to do where the token lacks a permission: names the line of the workflow where that is known. */
  advise?: (permission: Permission) => string;
}

/** A pull request of it. */
export interface Target extends Repository {
  number: number;
}

/** What to do where a permission is missing here. */
export const advice = ({ advise }: Repository, permission: Permission): string => (advise ?? lacking)(permission);

export interface ClientOptions {
  /** Base address of the REST API, without a slash at its end. */
  baseUrl?: string;
  weather?: Weather;
  /** For one answer, milliseconds. */
  timeoutMs?: number;
}

/**
 * What may be made twice: objects of git are named by their content, and of a commit's checks and statuses of one name
 * the newest counts.
 */
const MADE_TWICE = /\/(git\/(blobs|trees|commits)|check-runs|statuses\/[^/]+)$/;

/**
 * The one REST client. Requests are made again where that helps and does no harm (weather.ts); a `POST` that makes
 * something which has no name of its own is the caller's to try again, once it has looked. `GITHUB_API_URL` is
 * honoured, so GitHub Enterprise works too; proxies as the environment names them.
 */
export function client(
  token: string,
  { baseUrl = process.env['GITHUB_API_URL'], weather = REAL_WEATHER, timeoutMs = 30_000 }: ClientOptions = {},
): Client {
  const api = getOctokit(token, {
    ...(baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : {}),
    request: { fetch: wholeFetch(timeoutMs) },
  });
  api.hook.wrap('request', async (request, options) => {
    const harmless = options.method !== 'POST' || MADE_TWICE.test(options.url.split('?', 1)[0]!);
    let waited = 0;
    for (let tries = 1; ; tries++) {
      try {
        return await request(options);
      } catch (error) {
        const wait = waitBefore(failureOf(error), harmless, { tries, waited }, weather);
        if (wait === null) throw error;
        waited += wait;
        await weather.sleep(wait);
      }
    }
  });
  return api;
}
