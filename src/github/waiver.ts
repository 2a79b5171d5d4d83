import type { Waiver } from '../common/generated/comparison.ts';
import { advice, explain, refusal, type Client, type Permission, type Target } from './api.ts';

/** The labels that accept a regression, and of what. */
export const WAIVER_LABELS: Readonly<Record<string, Waiver['covers']>> = {
  'joulegate-accept': 'energy',
  'joulegate-accept-accuracy': 'accuracy',
};

/** A waiver's label that stands on a pull request. */
interface Standing {
  label: string;
  by: string | null;
  at: string;
}

/** What the labels of a pull request come to for one head commit. */
export interface Waivers {
  valid: Waiver[];
  /** Those that do not count, and why. */
  refused: { label: string; why: string }[];
}

/** What GitHub answers, or why it does not: each step has a permission of its own. */
async function asking<T>(target: Target, permission: Permission, what: Promise<T>): Promise<T> {
  try {
    return await what;
  } catch (error) {
    throw explain(error, `cannot tell what was accepted on #${target.number}`, advice(target, permission));
  }
}

/** Labels of ours that were set and not taken away since, each with its last `labeled` event. */
async function standingLabels(api: Client, target: Target): Promise<Standing[]> {
  const { owner, repo, number } = target;
  const asked = api.paginate(api.rest.issues.listEvents, { owner, repo, issue_number: number, per_page: 100 });
  const events = await asking(target, 'pull-requests: write', asked);
  const last = new Map<string, Standing>();
  const ordered = events
    .map((event) => ({ event, at: Date.parse(event.created_at) }))
    .sort((a, b) => a.at - b.at || a.event.id - b.event.id);
  for (const { event } of ordered) {
    const label = ('label' in event ? event.label?.name : undefined)?.toLowerCase();
    if (label === undefined || !Object.hasOwn(WAIVER_LABELS, label)) continue;
    if (event.event === 'labeled') last.set(label, { label, by: event.actor?.login ?? null, at: event.created_at });
    if (event.event === 'unlabeled') last.delete(label);
  }
  return [...last.values()];
}

/** When GitHub began the first workflow run for a commit, ms since 1970; `null` where it knows of none. */
async function firstRun(api: Client, target: Target, headSha: string): Promise<number | null> {
  const { owner, repo } = target;
  const asked = api.paginate(api.rest.actions.listWorkflowRunsForRepo, {
    owner,
    repo,
    head_sha: headSha,
    per_page: 100,
  });
  const runs = await asking(target, 'actions: read', asked);
  const times = runs.filter((r) => r.head_sha === headSha).map((r) => Date.parse(r.created_at));
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether somebody may push to the repository. */
async function mayWrite(api: Client, target: Target, username: string): Promise<boolean> {
  const { owner, repo } = target;
  const asked = api.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }).then(
    ({ data }) => ['write', 'maintain', 'admin'].some((p) => p === data.permission || p === data.role_name),
    (error: unknown) => {
      if (refusal(error) === 404) return false;
      throw error;
    },
  );
  return await asking(target, 'contents: read', asked);
}

/** Labels that were set before the commit's first run: they were meant for an earlier one. */
async function sorted(
  api: Client,
  target: Target,
  headSha: string,
): Promise<{ current: Standing[]; stale: Standing[] }> {
  const standing = await standingLabels(api, target);
  const first = standing.length === 0 ? null : await firstRun(api, target, headSha);
  const later = ({ at }: Standing): boolean => first !== null && Date.parse(at) > first;
  return { current: standing.filter(later), stale: standing.filter((s) => !later(s)) };
}

/**
 * The waivers that count for a head commit: a label counts if its last `labeled` event is later than GitHub began the
 * first workflow run for this commit (so it was set by somebody who could have seen it), by an actor who may push.
 * @throws JouleGateError `github-failed`
 */
export async function readWaivers(api: Client, target: Target, headSha: string): Promise<Waivers> {
  const { current, stale } = await sorted(api, target, headSha);
  const waivers: Waivers = { valid: [], refused: [] };
  for (const { label } of stale) waivers.refused.push({ label, why: 'it was set before this commit was pushed' });
  for (const { label, by, at } of current) {
    if (by !== null && (await mayWrite(api, target, by)))
      waivers.valid.push({ label, by, at, covers: WAIVER_LABELS[label]! });
    else waivers.refused.push({ label, why: `${by ?? 'who set it'} may not push to this repository` });
  }
  return waivers;
}

/**
 * Takes away the labels that were set before this commit was pushed; one that was set since stays. @returns which
 * @throws JouleGateError `github-failed`
 */
export async function removeStaleWaivers(api: Client, target: Target, headSha: string): Promise<string[]> {
  const { owner, repo, number } = target;
  const { stale } = await sorted(api, target, headSha);
  for (const { label } of stale) {
    const removed = api.rest.issues
      .removeLabel({ owner, repo, issue_number: number, name: label })
      .catch((error: unknown) => {
        if (refusal(error) !== 404) throw error;
      });
    await asking(target, 'pull-requests: write', removed);
  }
  return stale.map((s) => s.label);
}
