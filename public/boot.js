/* Starts the app, keeps its service worker, and stays useful when the app cannot start.
 *
 * Window events, all without detail:
 *   passamano-panic     from the app: it cannot go on; the rescue page takes over
 *   passamano-waiting   to the app: a new version is ready (also window.passamanoWaiting = true)
 *   passamano-activate  from the app: the person agreed; change now, then reload this page once
 *   passamano-replaced  to the app: another tab changed version; reload when nothing is unsaved
 */
(() => {
  'use strict';
  const { js, wasm } = document.currentScript.dataset;
  const TEXT = {
    it: ['Passamano si è fermato', 'Quello che hai salvato resta su questo telefono. Riprova. Se succede di nuovo, salva i dati in un file e dallo a chi coordina.', 'Riprova', 'Salva i miei dati in un file', 'Qui non si sono potuti leggere dati.'],
    en: ['Passamano stopped', 'What you saved stays on this phone. Try again. If it happens again, save your data to a file and give it to your coordinator.', 'Try again', 'Save my data to a file', 'No data could be read here.'],
    fr: ['Passamano s’est arrêté', 'Ce que vous avez enregistré reste sur ce téléphone. Réessayez. Si cela se reproduit, enregistrez vos données dans un fichier et donnez-le à votre coordination.', 'Réessayer', 'Enregistrer mes données dans un fichier', 'Aucune donnée n’a pu être lue ici.'],
    ar: ['توقف Passamano', 'ما حفظته باقٍ على هذا الهاتف. حاول مرة أخرى. إذا تكرر ذلك، فاحفظ بياناتك في ملف وسلّمه إلى المنسق.', 'حاول مرة أخرى', 'احفظ بياناتي في ملف', 'تعذّرت قراءة أي بيانات هنا.'],
  };
  const CHANGE_MS = 5000; // so long a change of version may take before the page is loaded anew
  const tell = (name) => dispatchEvent(new Event('passamano-' + name));
  const broken = (error) => error instanceof WebAssembly.RuntimeError && rescue();

  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // the app offers it, in its own words and at a quiet moment
    window.passamanoInstall = event;
  });
  addEventListener('passamano-panic', rescue);
  addEventListener('error', (event) => broken(event.error));
  addEventListener('unhandledrejection', (event) => broken(event.reason));
  // Registering after the start leaves a weak link to the first screen.
  import(js).then((app) => app.default({ module_or_path: wasm })).catch(rescue).finally(keepWorker);

  async function keepWorker() {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let asked = false;
    let controlled = !!workers.controller; // the first visit gains a worker: that is no change
    workers.addEventListener('controllerchange', () => {
      if (asked) location.reload();
      else if (controlled) tell('replaced');
      controlled = true;
    });
    const found = await workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => null);
    if (!found) return;
    const offer = () => {
      // A first version goes through the same place, for a moment.
      if (!found.waiting || found.waiting.state !== 'installed' || !workers.controller) return;
      window.passamanoWaiting = true;
      tell('waiting');
    };
    offer();
    found.addEventListener('updatefound', () => found.installing.addEventListener('statechange', offer));
    addEventListener('passamano-activate', () => {
      const { waiting } = found;
      asked = !!waiting;
      if (waiting) waiting.postMessage({ type: 'activate' });
      // A tap must never do nothing: when another tab was faster, or the older version does not
      // let go while this page is there, the page comes anew.
      setTimeout(() => location.reload(), waiting ? CHANGE_MS : 0);
    });
    // An installed app may stay open for weeks and would never look for a new version.
    const look = () => document.hidden || found.update().catch(() => {});
    document.addEventListener('visibilitychange', look);
    setInterval(look, 6 * 3600e3);
  }

  function rescue() {
    if (document.querySelector('.rescue')) return;
    const lang = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => TEXT[tag]) || 'en';
    const [title, text, again, save, none] = TEXT[lang];
    const add = (tag, words, act) => {
      const node = page.appendChild(document.createElement(tag));
      node.textContent = words;
      if (act) node.className = act === tryAgain ? 'button button-brand' : 'button';
      node.onclick = act;
      return node;
    };
    const page = document.createElement('main');
    page.className = 'rescue screen screen-main';
    add('h1', title);
    add('p', text).setAttribute('role', 'alert');
    add('button', again, tryAgain);
    add('button', save, async () => {
      if (!(await saveData().catch(() => false))) add('p', none).setAttribute('role', 'alert');
    });
    document.documentElement.lang = lang;
    document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
    document.body.replaceChildren(page);
  }

  /** A fresh copy of the app, only if our server truly answers: without signal the old one stays. */
  async function tryAgain() {
    try {
      const answer = await (await fetch('/sw.js', { cache: 'no-store', redirect: 'error' })).text();
      if (answer.includes('passamano-')) {
        for (const name of await caches.keys()) if (name.startsWith('passamano-')) await caches.delete(name);
        for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
      }
    } catch { /* no signal, or no caches here: reloading is all that is left */ }
    location.reload();
  }

  /** What is sealed, as a file. Keys stay on the phone, and so does meta, which is not sealed. */
  async function saveData() {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      // There was no database. Creating an empty one would confuse the app's own set-up.
      request.onupgradeneeded = () => request.transaction.abort();
    });
    const db = await done(indexedDB.open('passamano'));
    const stores = {};
    for (const name of db.objectStoreNames) {
      if (name === 'keys' || name === 'meta') continue;
      const store = db.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      stores[name] = keys.map((key, at) => ({ key: plain(key), value: plain(values[at]) }));
    }
    const content = JSON.stringify({ format: 'passamano-rescue-1', database: db.version, stores });
    db.close();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
    link.download = 'passamano-' + new Date().toISOString().slice(0, 10) + '.json';
    link.click();
    return true;
  }

  /** A stored value as JSON can hold it: bytes become {base64}, a key object becomes null. */
  function plain(value) {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
    }
    if (value instanceof CryptoKey) return null;
    if (Array.isArray(value)) return value.map(plain);
    if (value && typeof value === 'object' && !(value instanceof Date)) {
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
    }
    return value;
  }
})();
