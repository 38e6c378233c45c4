// Sample letters: a form fills the blanks; copy, text, Word, print; one situation at a time.
// What is typed stays in the page: nothing is sent and nothing is kept.
(() => {
  "use strict";
  const { all, save: hand } = globalThis.roleguidePage;
  const encode = (text) => new TextEncoder().encode(text);

  // A zip file of stored entries (PKWARE APPNOTE 6.3, 4.3.7 to 4.3.16), dated 1 January 1980.
  const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const checksum = (bytes) => {
    let value = 0xffffffff;
    for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  };
  // Numbers of two (small) or four bytes, least significant first.
  const pack = (...numbers) => Uint8Array.from(numbers.flatMap(([number, size]) =>
    Array.from({ length: size }, (_, at) => (number >>> (8 * at)) & 255)));
  const zip = (files) => {
    const parts = [];
    const entries = [];
    let offset = 0;
    const put = (list, ...chunks) => {
      list.push(...chunks);
      return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    };
    for (const [path, text] of files) {
      const [name, data] = [encode(path), encode(text)];
      const shared = [[20, 2], [0, 2], [0, 2], [0, 2], [33, 2],
        [checksum(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
      put(entries, pack([0x02014b50, 4], [20, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name);
      offset += put(parts, pack([0x04034b50, 4], ...shared), name, data);
    }
    const size = entries.reduce((sum, chunk) => sum + chunk.length, 0);
    const count = files.length;
    return [...parts, ...entries,
      pack([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2])];
  };

  // The smallest WordprocessingML document (ECMA-376, part 1) with margins and a readable size.
  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const OFFICE = "http://schemas.openxmlformats.org/";
  const MAIN = `xmlns:w="${OFFICE}wordprocessingml/2006/main"`;
  const HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  const relation = (type, target) => `${HEAD}<Relationships xmlns="${OFFICE}package/2006/relationships">`
    + `<Relationship Id="rId1" Type="${OFFICE}officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  // XML has no way to write control characters or half a surrogate pair.
  const escape = (text) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const run = (paragraph) => paragraph.split("\n")
    .map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`).join("<w:br/>");
  const word = (paragraphs) => zip([
    ["[Content_Types].xml", `${HEAD}<Types xmlns="${OFFICE}package/2006/content-types">`
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + `<Override PartName="/word/document.xml" ContentType="${WORD}document.main+xml"/>`
      + `<Override PartName="/word/styles.xml" ContentType="${WORD}styles+xml"/></Types>`],
    ["_rels/.rels", relation("officeDocument", "word/document.xml")],
    ["word/_rels/document.xml.rels", relation("styles", "styles.xml")],
    ["word/styles.xml", `${HEAD}<w:styles ${MAIN}><w:docDefaults><w:rPrDefault><w:rPr>`
      + "<w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:cs=\"Georgia\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:rPrDefault>"
      + "<w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
      + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>"],
    ["word/document.xml", `${HEAD}<w:document ${MAIN}><w:body>`
      + paragraphs.map((text) => `<w:p><w:r>${run(text)}</w:r></w:p>`).join("")
      + "<w:sectPr><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>"
      + "</w:body></w:document>"],
  ]);

  const letters = all(".letter");
  document.getElementById("blanks").remove();
  const links = all(".variants a");
  all("template").forEach((template) => template.replaceWith(template.content));
  const box = document.querySelector(".fill");
  const form = box?.querySelector("form");
  if (box) box.open = matchMedia("(min-width:64rem)").matches;
  const blanks = all(".blank");
  const empty = new Map(blanks.map((blank) => [blank, blank.textContent]));
  const paragraphs = (letter) => all(".para", letter)
    .map((one) => one.textContent.trim().replace(/\s*\n\s*/g, "\n"));
  const text = (letter) => `${paragraphs(letter).join("\n\n")}\n`;

  // What a required field still lacks, by its label.
  const missing = (letter) => {
    const keys = new Set(all(".blank:not(.filled)", letter).map((blank) => blank.dataset.key));
    return all("[data-fill]", form ?? document).filter((field) => field.required && keys.has(field.dataset.fill))
      .map((field) => field.labels[0].textContent.trim());
  };
  const save = (letter, parts, type, ending) => {
    hand(`${letter.dataset.file}.${ending}`, type, parts);
    return "Saved";
  };
  const actions = {
    copy: (letter) => navigator.clipboard.writeText(text(letter)).then(() => "Copied"),
    text: (letter) => save(letter, [text(letter)], "text/plain", "txt"),
    word: (letter) => save(letter, word(paragraphs(letter)), `${WORD}document`, "docx"),
    print: (letter) => {
      const marks = [[document.documentElement, "alone"], [letter, "chosen"]];
      marks.forEach(([element, name]) => element.classList.add(name));
      print();
      marks.forEach(([element, name]) => element.classList.remove(name));
      return "";
    },
  };

  letters.forEach((letter) => {
    const status = letter.querySelector("[role=status]");
    all("[data-do]", letter).forEach((button) => button.addEventListener("click", async () => {
      try {
        const done = await actions[button.dataset.do](letter);
        const left = missing(letter);
        status.textContent = done && left.length ? `${done}. Still in brackets: ${left.join(", ")}` : done;
      } catch {
        status.textContent = "Your browser did not allow this";
      }
    }));
  });

  form?.addEventListener("input", ({ target }) => {
    const value = target.value.trim();
    blanks.filter((blank) => blank.dataset.key === target.dataset.fill).forEach((blank) => {
      blank.textContent = value || empty.get(blank);
      blank.classList.toggle("filled", value !== "");
    });
  });
  form?.addEventListener("submit", (event) => event.preventDefault());

  // Situations: the address says which letter is shown, with the fields that it has.
  const choose = () => {
    const chosen = letters.find(({ id }) => `#${id}` === location.hash) ?? letters[0];
    letters.forEach((letter) => { letter.hidden = letter !== chosen; });
    links.forEach((link) => {
      if (link.hash === `#${chosen.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const keys = new Set(all(".blank", chosen).map((blank) => blank.dataset.key));
    all("[data-fill]", form ?? document).forEach((field) => {
      field.parentElement.hidden = !keys.has(field.dataset.fill);
    });
  };
  if (letters.length > 1) {
    addEventListener("hashchange", choose);
    choose();
  }
})();
