// Requests to the sandbox.

/** Asks the sandbox to do something; throws what it says if it does not. */
export async function act(what, body) {
  const form = body instanceof FormData;
  const response = await fetch(`/sandbox/${what}`, {
    method: "POST",
    headers: form ? {} : { "content-type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/**
 * Follows what `/sandbox/${path}` shows for `query()`: calls `show` with each new state, and `lost` when the sandbox does
 * not answer. `fits` says whether a state is that of the latest query. Returns a function that asks anew at once.
 */
export function follow(path, query, fits, show, lost) {
  let asking = new AbortController();
  let since = null;
  const again = () => {
    since = null;
    asking.abort("again");
  };
  (async () => {
    for (;;) {
      asking = new AbortController();
      try {
        const asked = new URLSearchParams(query());
        if (since !== null) asked.set("since", since);
        const response = await fetch(`/sandbox/${path}?${asked}`, { signal: asking.signal });
        if (!response.ok) throw new Error(await response.text());
        const state = await response.json();
        // Something else may have been chosen meanwhile.
        since = fits(state) ? state.version : null;
        if (since !== null) show(state);
      } catch (error) {
        since = null;
        if (asking.signal.aborted) continue;
        lost(error);
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
  })();
  return again;
}
