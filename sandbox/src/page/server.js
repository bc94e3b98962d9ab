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
 * Follows the chat of the person `who()`: calls `show` with each new state, and `lost` when the sandbox does not answer.
 * Returns a function that asks anew at once.
 */
export function follow(who, show, lost) {
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
        const query = new URLSearchParams({ looking: document.visibilityState === "visible" });
        if (who() !== null) query.set("as", who());
        if (since !== null) query.set("since", since);
        const response = await fetch(`/sandbox/state?${query}`, { signal: asking.signal });
        if (!response.ok) throw new Error(await response.text());
        const state = await response.json();
        // Another person may have been chosen meanwhile.
        since = state.chat?.person === who() || state.chat === null ? state.version : null;
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
