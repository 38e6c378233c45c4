// Everything works without this file. It writes text with textContent only.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const status = () => make("span", { className: "small", role: "status" });
  const plain = (text) => text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // Letters: a form fills the blanks. What is typed stays in the page.
  function letters() {
    const blanks = all(".blank");
    const empty = new Map(blanks.map((blank) => [blank, blank.textContent]));
    const fill = ({ target }) => {
      const key = target.dataset.fill;
      const value = target.value.trim();
      blanks.filter((blank) => blank.dataset.key === key).forEach((blank) => {
        blank.textContent = value || empty.get(blank);
        blank.classList.toggle("filled", value !== "");
      });
      all("[data-fill]").forEach((field) => {
        if (field !== target && field.dataset.fill === key) field.value = target.value;
      });
    };
    const text = (letter) => all(".para", letter)
      .map((paragraph) => paragraph.textContent.trim().replace(/\s*\n\s*/g, "\n")).join("\n\n") + "\n";
    const actions = {
      copy: (letter, say) => navigator.clipboard.writeText(text(letter)).then(() => say("Copied")),
      save: (letter) => {
        const href = URL.createObjectURL(new Blob([text(letter)], { type: "text/plain" }));
        make("a", { href, download: `${letter.id}.txt` }).click();
        setTimeout(() => URL.revokeObjectURL(href), 1000);
      },
      print: (letter) => {
        const marks = [[document.documentElement, "alone"], [letter, "chosen"]];
        marks.forEach(([element, name]) => element.classList.add(name));
        print();
        marks.forEach(([element, name]) => element.classList.remove(name));
      },
    };
    all(".letter").forEach((letter) => {
      all("template", letter).forEach((template) => template.replaceWith(template.content));
      const say = (words) => { letter.querySelector("[role=status]").textContent = words; };
      all("form", letter).forEach((form) => {
        form.addEventListener("input", fill);
        form.addEventListener("submit", (event) => event.preventDefault());
      });
      all("[data-do]", letter).forEach((button) => button.addEventListener("click", async () => {
        try {
          await actions[button.dataset.do](letter, say);
        } catch {
          say("Your browser did not allow this");
        }
      }));
    });
  }

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

  [letters, answers, contents, filters].forEach((feature) => feature());
})();
