// Answers without a connection for the roles that a reader keeps (docs/offline.md). The network goes
// first, always: what is kept is shown only where nothing answers. Nothing is kept unasked.
"use strict";
const HOME = new URL("./", location.href).href;
const PREFIX = `roleguide-offline ${HOME} `; // of the names of caches; several guides may share a host
const PAGE = "offline/index.html";
const OWN = "page"; // the cache of the page where readers manage what they keep
const MOST = 40; // roles
const PATIENCE = 8000; // milliseconds that the network has where there is a copy
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const nameOf = (id) => `${PREFIX}${id}`;
const startOf = (id) => (id === OWN ? PAGE : `roles/${id}/index.html`);
// One address for a page, whether a host shows it with or without its file name.
const clean = (address) => {
  const url = new URL(address);
  url.search = url.hash = "";
  return url.href.endsWith("/") ? `${url.href}index.html` : url.href;
};
const noteOf = (id) => `${HOME}offline/kept/${id}`;

// Gets a file as it is on the server now. A copy of the answer: one that was redirected can't answer
// for a page later.
async function get(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const body = await answer.arrayBuffer();
  return { body, made: () => new Response(body, { headers: answer.headers }) };
}
function linksOf(text, address) {
  return [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)]
    .map(([, link]) => clean(new URL(link.replace(/&amp;/g, "&"), address)));
}
function titleOf(text) {
  const found = /<h1[^>]*>([^<]*)<\/h1>/.exec(text);
  const signs = { amp: "&", lt: "<", gt: ">", "#34": "\"", "#39": "'" };
  return found ? found[1].replace(/&(amp|lt|gt|#34|#39);/g, (_, sign) => signs[sign]) : "";
}

// Keeps a role with its chapters, and whatever these pages load. All of it, or nothing.
async function keep(id) {
  if (id !== OWN && !ID.test(id)) throw new Error("no role");
  const start = `${HOME}${startOf(id)}`;
  const folder = start.slice(0, -"index.html".length);
  const files = new Map([[start, await get(start)]]);
  const texts = new Map([[start, new TextDecoder().decode(files.get(start).body)]]);
  const wanted = linksOf(texts.get(start), start).filter((link) => link.startsWith(folder) && link.endsWith("/index.html"));
  for (const link of id === OWN ? [] : new Set(wanted)) {
    if (!files.has(link)) {
      files.set(link, await get(link));
      texts.set(link, new TextDecoder().decode(files.get(link).body));
    }
  }
  const pages = files.size;
  for (const [address, text] of texts) {
    for (const link of linksOf(text, address)) {
      if (link.startsWith(`${HOME}assets/`) && !files.has(link)) files.set(link, await get(link));
    }
  }
  const known = await caches.has(nameOf(id));
  const cache = await caches.open(nameOf(id));
  try {
    for (const [address, file] of files) await cache.put(address, file.made());
  } catch (error) { // no room
    if (!known) await caches.delete(nameOf(id));
    throw error;
  }
  const bytes = [...files.values()].reduce((sum, file) => sum + file.body.byteLength, 0);
  const note = { id, title: titleOf(texts.get(start)) || id, pages, bytes, day: new Date().toISOString().slice(0, 10) };
  await cache.put(noteOf(id), new Response(JSON.stringify(note)));
  // Files of an earlier version, such as an older style sheet, go.
  for (const request of await cache.keys()) {
    if (!files.has(request.url) && request.url !== noteOf(id)) await cache.delete(request);
  }
}
async function list() {
  const kept = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === nameOf(OWN)) continue;
    const id = name.slice(PREFIX.length);
    const note = await (await caches.open(name)).match(noteOf(id));
    if (note) kept.push(await note.json());
    else await caches.delete(name); // cut short before it was whole
  }
  return kept.sort((one, other) => one.title.localeCompare(other.title));
}
const JOBS = {
  list: () => {},
  async keep({ id }) {
    const kept = await list();
    if (kept.length >= MOST && !kept.some((one) => one.id === id)) throw new Error("full");
    await keep(OWN);
    await keep(id);
  },
  drop: ({ id }) => caches.delete(nameOf(id)),
  async clear() {
    for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  },
};
// One job after another, of whichever tab: a role is never half kept while something else looks.
let queue = Promise.resolve();
const inTurn = (job) => (queue = queue.then(job, job));
addEventListener("message", (event) => {
  const answer = async () => {
    let failed = "";
    try {
      await JOBS[event.data.job](event.data);
    } catch (error) {
      failed = error.message || error.name;
    }
    event.ports[0].postMessage({ failed, kept: await list(), most: MOST });
  };
  event.waitUntil(inTurn(answer));
});

// A kept page that is another one by now is kept again, with all that belongs to it.
async function renew(address, before, answer) {
  const found = /\/roles\/([a-z0-9-]+)\//.exec(address);
  const id = found ? found[1] : OWN;
  if (await answer.text() === await before.text()) return;
  await inTurn(async () => { if (await caches.has(nameOf(id))) await keep(id); });
}
async function find(address) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PREFIX) && await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return null;
}
// Asks the network. A kept page is asked for anew, whatever the browser's own cache holds of it.
async function ask(request, isPage) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(request, { cache: isPage ? "no-cache" : "default", signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}
async function answerFor(event, address, isPage) {
  const kept = await find(address);
  try {
    const answer = await (kept ? ask(event.request, isPage) : fetch(event.request));
    if (kept && isPage && answer.ok) event.waitUntil(renew(address, kept.clone(), answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    if (kept) return kept;
    if (isPage && await find(`${HOME}${PAGE}`)) return Response.redirect(`${HOME}${PAGE}#missed`);
    throw error;
  }
}
addEventListener("fetch", (event) => {
  const { request } = event;
  const isPage = request.mode === "navigate";
  if (request.method !== "GET" || !request.url.startsWith(HOME)) return;
  if (!isPage && !request.url.startsWith(`${HOME}assets/`)) return;
  event.respondWith(answerFor(event, clean(request.url), isPage));
});
