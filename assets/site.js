// Everything works without this file. It writes text with textContent only. What the scripts of other
// pages need too, they take from `roleguidePage`: this one runs first on every page.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (element, ...children) => {
    element.append(...children.flat(Infinity).filter((child) => child || child === 0));
    return element;
  };
  const set = (element, attributes) => {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };
  const make = (name, properties, ...children) => fill(Object.assign(document.createElement(name), properties), children);
  const draw = (name, attributes, ...children) => fill(set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes), children);
  const status = () => make("span", { className: "small", role: "status" });
  const plain = (text) => text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  // Gives the reader a file, made of texts and bytes.
  const save = (name, type, parts) => {
    const href = URL.createObjectURL(new Blob(parts, { type }));
    make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  };
  globalThis.roleguidePage = Object.freeze({ all, draw, fill, make, plain, save, set });

  // Questions: a link to an answer opens it, and paper shows every answer.
  function answers() {
    const open = () => {
      const answer = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const closed = answer?.closest("details:not([open])");
      if (!closed) return;
      closed.open = true;
      closed.scrollIntoView();
    };
    open();
    addEventListener("hashchange", open);
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("main details:not([open])");
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  }

  // Contents: marks the section being read, and closes on the way there.
  function contents() {
    const links = all(".toc a");
    const box = document.querySelector("details.toc");
    if (!box) return;
    const mark = (id) => links.forEach((link) => {
      if (link.hash !== `#${id}`) return link.removeAttribute("aria-current");
      link.setAttribute("aria-current", "location");
      box.firstElementChild.dataset.now = link.textContent;
    });
    const observer = new IntersectionObserver((entries) => {
      const entry = entries.find(({ isIntersecting }) => isIntersecting);
      if (entry) mark(entry.target.id);
    }, { rootMargin: "-15% 0% -80%" });
    all(".story > section[id]").forEach((section) => observer.observe(section));
    box.addEventListener("click", ({ target }) => { if (target.closest("a")) box.open = false; });
  }

  // Lists: a box narrows an A–Z list.
  function filters() {
    all("[data-filter]").forEach((list) => {
      const box = make("input", { type: "search", autocomplete: "off" });
      const count = status();
      list.before(make("p", { className: "search" }, make("label", {}, list.dataset.filter, box), count));
      const items = all("li", list).map((item) => [item, plain(item.textContent)]);
      box.addEventListener("input", () => {
        const words = plain(box.value).split(/\s+/);
        items.forEach(([item, name]) => { item.hidden = !words.every((word) => name.includes(word)); });
        all("section", list).forEach((part) => { part.hidden = !part.querySelector("li:not([hidden])"); });
        all("details", list).forEach((letter) => { letter.open = Boolean(box.value.trim()); });
        count.textContent = `${items.filter(([item]) => !item.hidden).length} of ${items.length}`;
      });
    });
  }

  // Lists of postings: how long ago a recent day is; its title keeps the date.
  function ages() {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
    all(".postings time").forEach((time) => {
      const days = Math.floor((Date.now() - new Date(`${time.dateTime}T00:00`)) / 864e5);
      if (!(days >= 0 && days <= 30)) return;
      time.title = time.textContent;
      time.textContent = words.format(-days, "day");
    });
  }

  // The key / leads to the search box, unless the search page has switched it off.
  function slash() {
    addEventListener("keydown", (event) => {
      const box = document.querySelector("[name=q]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box || event.target.closest("input,select,textarea")) return;
      try {
        if (JSON.parse(localStorage.getItem("roleguide"))?.settings?.slash === false) return;
      } catch {
        return; // where nothing can be kept, it could not be switched off
      }
      event.preventDefault();
      box.focus();
    });
  }

  [answers, contents, filters, ages, slash].forEach((feature) => feature());
})();
