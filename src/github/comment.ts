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

type Comment = Awaited<ReturnType<Client['rest']['issues']['listComments']>>['data'][number];

/** Who a user's token writes as; `null` for an installation's (Actions, a GitHub App), which may not ask. */
async function ownLogin(api: Client): Promise<string | null> {
  try {
    return (await api.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if ([401, 403, 404].includes((error as { status?: number }).status ?? 0)) return null;
    throw error;
  }
}

/** A refusal that only says that this comment is another's, or gone. */
const isNotOurs = (error: unknown): boolean => [403, 404].includes((error as { status?: number }).status ?? 0);

/**
 * Writes the one sticky comment: updates ours, or makes it. Ours has the hidden marker as its first line and is by us:
 * by this token's user, or, where the token is an installation's and cannot say who it is, by a bot whose comment
 * GitHub lets it change. A person's comment with our marker is never touched. Reads every page of comments. Throws
 * `github-failed` with advice.
 */
export async function upsertComment(api: Client, target: Target, body: string): Promise<'created' | 'updated'> {
  const marker = body.split('\n', 1)[0]!;
  const where = { owner: target.owner, repo: target.repo };
  try {
    const me = await steadily(() => ownLogin(api));
    const comments = await steadily(() =>
      api.paginate(api.rest.issues.listComments, { ...where, issue_number: target.number, per_page: 100 }),
    );
    const byUs = (c: Comment): boolean => (me === null ? c.user?.type === 'Bot' : c.user?.login === me);
    for (const own of comments.filter((c) => c.body?.startsWith(marker) && byUs(c)).reverse()) {
      try {
        await steadily(() => api.rest.issues.updateComment({ ...where, comment_id: own.id, body }));
        return 'updated';
      } catch (error) {
        // Another bot's: with an installation's token only the attempt tells.
        if (me !== null || !isNotOurs(error)) throw error;
      }
    }
    await steadily(() => api.rest.issues.createComment({ ...where, issue_number: target.number, body }));
    return 'created';
  } catch (error) {
    throw explain(error, `cannot comment on pull request #${target.number}`);
  }
}
