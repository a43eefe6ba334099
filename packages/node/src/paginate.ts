interface Listed<T> {
  data: T[];
  has_more: boolean;
}

/**
 * Everything that a list holds, page after page, fetched as it is asked for: `for await (const payment of client.payments.all())`.
 *
 * @param follow what to ask for after a page, by the last of it
 */
export async function* paginate<T extends { id: string }, P extends { starting_after?: string | undefined }>(
  list: (params: P) => Promise<Listed<T>>,
  params: P,
  follow: (params: P, last: T) => P = startAfter,
): AsyncGenerator<T, void, undefined> {
  for (let next = params; ;) {
    const page = await list(next);
    yield* page.data;
    const last = page.data.at(-1);
    if (!page.has_more || !last) return;
    next = follow(next, last);
  }
}

function startAfter<P>(params: P, { id }: { id: string }): P {
  return { ...params, starting_after: id };
}
