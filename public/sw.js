/* The service worker: keeps one whole, checked copy of the app on the phone.
 *
 * Why by hand: a copy that is half old and half new, or holds a portal's login page in place of
 * a script, is a white screen in the field. So a version is kept whole or not at all, every file
 * is checked against its hash, and the running version is left alone until a person agrees.
 *
 * It never touches records: those live in IndexedDB, and what is sent goes past this worker.
 *
 * Messages in:  {type: 'activate'}  take over now (the page asks after the person agreed)
 *               {type: 'version'}   answered with {type: 'version', version} on the given port
 */
'use strict';

// `cargo xtask build` writes these two lines, last of all.
const VERSION = 'unbuilt';
const FILES = [];

const PREFIX = 'passamano-';
const CACHE = PREFIX + VERSION;
const INDEX = '/';
const AT_ONCE = 4; // downloads side by side: more would starve the page on a weak link
const byUrl = new Map(FILES.map((file) => [file.url, file]));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('message', (event) => {
  const type = event.data && event.data.type;
  if (type === 'activate') self.skipWaiting();
  if (type === 'version') {
    (event.ports[0] || event.source).postMessage({ type: 'version', version: VERSION });
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;

  const file = byUrl.get(url.pathname);
  if (request.mode === 'navigate' && isPage(url.pathname)) {
    event.respondWith(page(request));
  } else if (file) {
    event.respondWith(asset(file));
  }
  // Anything else goes to the network as if this worker did not exist.
});

/**
 * The app's own pages: whatever is neither a file of it nor the hub's interface. A dot makes no
 * file: the id of a step or a register may hold one, and a card's code of another organisation.
 */
function isPage(path) {
  return path === INDEX || !(byUrl.has(path) || path.startsWith('/v1/'));
}

/** Fills this version's cache. Any failure rejects the install, and the running version stays. */
async function install() {
  const queue = [...FILES];
  try {
    const older = await olderCaches();
    const cache = await caches.open(CACHE);
    const lane = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) {
        await cache.put(file.url, (await reuse(older, file)) || (await download(file)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  } catch (error) {
    queue.length = 0; // stops the other lanes
    await caches.delete(CACHE);
    throw error;
  }
  // No skipWaiting: two versions must never work on the same records in two tabs.
}

/** Runs when no page uses the older version, or after a person agreed to change now. */
async function activate() {
  for (const name of await ours()) {
    if (name !== CACHE) await caches.delete(name);
  }
  // The first visit is controlled at once, so that it can go offline without a reload.
  await self.clients.claim();
}

/** A page is always this version's index: never half a new app on an old one. */
async function page(request) {
  try {
    return await asset(byUrl.get(INDEX));
  } catch (error) {
    // The browser dropped our copy and the server has moved on: its page brings its own files.
    return fetch(request);
  }
}

async function asset(file) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(file.url, { ignoreVary: true });
  return kept || repair(cache, file);
}

/** A file that the browser dropped. A full disk must not hide it from the page that asks now. */
async function repair(cache, file) {
  const response = await download(file);
  await cache.put(file.url, response.clone()).catch(() => {});
  return response;
}

/**
 * One file from the server, only if its content is the one we were built with.
 * First asking "is my copy still good?", because the page has just loaded some of these files
 * and a weak link should not carry them twice. If that copy was wrong, past every HTTP cache.
 */
async function download(file) {
  const ask = (cache) =>
    fetch(file.url, { cache, integrity: file.sha384, redirect: 'error', credentials: 'omit' });
  const response = await ask('no-cache').catch(() => ask('reload'));
  if (!response.ok) throw new Error('not delivered: ' + file.url);
  return response;
}

/** The same file from an older version, so that a small update is a small download. */
async function reuse(older, file) {
  for (const cache of older) {
    const response = await cache.match(file.url, { ignoreVary: true });
    if (response && (await digest(response.clone())) === file.sha384) return response;
  }
  return null;
}

async function digest(response) {
  const hash = await crypto.subtle.digest('SHA-384', await response.arrayBuffer());
  return 'sha384-' + btoa(String.fromCharCode(...new Uint8Array(hash)));
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function olderCaches() {
  return Promise.all((await ours()).map((name) => caches.open(name)));
}
