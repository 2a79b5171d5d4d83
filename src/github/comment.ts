import { advice, explain, refusal, type Client, type Target } from './api.ts';

/** How often a comment is tried to be made: after each try that got no answer, it is first looked for. */
const TRIES = 3;

/** Who the job's own token writes as; an installation's token may not ask. */
const ACTIONS = 'github-actions[bot]';

type Comment = Awaited<ReturnType<Client['rest']['issues']['listComments']>>['data'][number];

/** Login of this token's user; `null` for an installation's (Actions, a GitHub App), which may not ask. */
async function ownLogin(api: Client): Promise<string | null> {
  try {
    return (await api.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if ([401, 403, 404].includes(refusal(error))) return null;
    throw error;
  }
}

export interface Posting {
  /** Login that our comments stand under; without it who the token says it is, else the job's own bot. */
  author?: string | null;
  /** Whether a comment is made where none stands; one that stands is always brought up to date. */
  make?: boolean;
}

export type Posted = 'created' | 'updated' | 'left out';

/**
 * Writes the one sticky comment: updates ours, or makes it. Ours has the hidden marker as its first line and stands
 * under our login; another's comment with our marker is never touched. Reads every page of comments.
 * @throws JouleGateError `github-failed` with advice
 */
export async function upsertComment(
  api: Client,
  target: Target,
  body: string,
  { author = null, make = true }: Posting = {},
): Promise<Posted> {
  const marker = body.split('\n', 1)[0]!;
  const where = { owner: target.owner, repo: target.repo };
  const marked = async (): Promise<Comment[]> => {
    const all = await api.paginate(api.rest.issues.listComments, {
      ...where,
      issue_number: target.number,
      per_page: 100,
    });
    return all.filter((c) => c.body?.startsWith(`${marker}\n`) || c.body === marker);
  };
  const update = async (own: Comment): Promise<Posted> => {
    await api.rest.issues.updateComment({ ...where, comment_id: own.id, body });
    return 'updated';
  };
  try {
    const us = author ?? (await ownLogin(api)) ?? ACTIONS;
    for (let tries = 1; ; tries++) {
      const standing = await marked();
      const own = standing.findLast((c) => c.user?.login === us);
      if (own) return await update(own);
      if (!make) return 'left out';
      try {
        const made = await api.rest.issues.createComment({ ...where, issue_number: target.number, body });
        // An App's own name shows only now: what it wrote before is brought up to date instead.
        const before = standing.findLast((c) => c.user !== null && c.user?.login === made.data.user?.login);
        if (!before) return 'created';
        await api.rest.issues.deleteComment({ ...where, comment_id: made.data.id });
        return await update(before);
      } catch (error) {
        const fault = refusal(error) === 0 || refusal(error) >= 500;
        if (!fault || tries === TRIES) throw error;
      }
    }
  } catch (error) {
    throw explain(error, `cannot comment on pull request #${target.number}`, advice(target, 'pull-requests: write'));
  }
}
