/** The wire between this page and the sandbox that serves it: JSON requests and one stream of events. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/** A request that the sandbox refused; its message is a sentence for people. */
class ApiError extends Error {}

/** @param {Response} response */
async function body(response) {
  const text = await response.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    // An answer that is not JSON is an error page; its status says enough.
  }
  if (!response.ok) {
    const reason = data?.message ?? data?.error ?? `status ${response.status}`;
    throw new ApiError(`The sandbox refused this: ${reason}`);
  }
  return data ?? {};
}

/** @param {Promise<Response>} request */
async function sent(request) {
  try {
    return await body(await request);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("The sandbox does not answer. Is it still running?");
  }
}

/** What the page shows at its start: users, guild, channels, commands and messages. */
export function fetchState() {
  return sent(fetch("/page/state", { headers: { Accept: "application/json" } }));
}

/**
 * @param {"command"|"autocomplete"|"component"|"modal"|"dismiss"|"message"|"message_command"|"clock"|"thread"} what
 * @param {object} data
 */
export function post(what, data) {
  return sent(
    fetch(`/page/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(data),
    }),
  );
}

/**
 * Listen to the sandbox for as long as the page lives. A lost connection is tried again, ever less often;
 * what happened meanwhile is not replayed, so `onOpen` has to read the state each time.
 * @param {{onEvent: (type: string, data: any) => void, onOpen: () => void, onLost: () => void}} hooks
 */
export function listen({ onEvent, onOpen, onLost }) {
  let wait = FIRST_WAIT_MS;
  const connect = () => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/page/events`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      onOpen();
    });
    socket.addEventListener("message", (event) => {
      const { type, data } = JSON.parse(event.data);
      onEvent(type, data);
    });
    socket.addEventListener("close", () => {
      onLost();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  connect();
}
