import { explain, type Client, type Target } from './client.ts';

const TRIES = 3;

/** GitHub's faults pass: tried again after 1 and 4 s; refusals are final. */
async function steadily<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const status = (error as { status?: number }).status ?? 500;
      if (status < 500 || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * attempt ** 2));
    }
  }
}

/** Who this token writes as; an installation token may not ask, and writes as the Actions bot. */
async function ownLogin(api: Client): Promise<string> {
  try {
    return (await api.rest.users.getAuthenticated()).data.login;
  } catch {
    return 'github-actions[bot]';
  }
}

/**
 * Writes the one sticky comment: updates ours (hidden marker in its first line, written by us), or makes it.
 * Reads every page of comments. Throws `github-failed` with advice.
 */
export async function upsertComment(api: Client, target: Target, body: string): Promise<'created' | 'updated'> {
  const marker = body.split('\n', 1)[0]!;
  const where = { owner: target.owner, repo: target.repo };
  try {
    const me = await ownLogin(api);
    const comments = await steadily(() => api.paginate(api.rest.issues.listComments, { ...where, issue_number: target.number, per_page: 100 }));
    const mine = comments.find((c) => c.user?.login === me && c.body?.startsWith(marker));
    if (mine) {
      await steadily(() => api.rest.issues.updateComment({ ...where, comment_id: mine.id, body }));
      return 'updated';
    }
    await steadily(() => api.rest.issues.createComment({ ...where, issue_number: target.number, body }));
    return 'created';
  } catch (error) {
    throw explain(error, `cannot comment on pull request #${target.number}`);
  }
}
