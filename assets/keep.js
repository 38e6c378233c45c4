// A role's page: the button that puts it on the shortlist, and the note that it was read.
(() => {
  "use strict";
  const store = globalThis.roleguideStore;
  const button = document.querySelector("[data-keep]");
  const id = button.dataset.keep;
  const show = ({ shortlist }) => button.setAttribute("aria-pressed", String(shortlist.some((one) => one.id === id)));
  button.addEventListener("click", () => {
    if (store.toggle(id) !== null) return;
    button.disabled = true;
    button.textContent = store.works() ? "The shortlist is full" : "This browser keeps nothing";
  });
  store.watch(show);
  show(store.read());
  store.update((state) => {
    state.read = [{ id, day: store.today() }, ...state.read.filter((one) => one.id !== id)];
  });
})();
