// This guide does not keep pages for reading offline. A browser that once kept some lets go of them.
"use strict";
const PREFIX = `roleguide-offline ${new URL("./", location.href).href} `;
async function retire() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await registration.unregister();
}
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));
