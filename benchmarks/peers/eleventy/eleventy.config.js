import { readFileSync, readdirSync } from "node:fs";
import markdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";
import { Guide, ref } from "./guide.js";

const FOLDERS = ["roles", "skills", "categories", "compare"];

// Tables are read here and not as global data: Eleventy would merge them into every page's data.
function readTables() {
  const files = readdirSync("data").filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(`data/${name}`, "utf8"))]),
  );
}

export default function (config) {
  const markdown = markdownIt({ html: true }).use(footnotes);
  const slug = (text) =>
    text
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s+/g, "-");
  markdown.renderer.rules.heading_open = (tokens, at) =>
    `<${tokens[at].tag} id="${slug(tokens[at + 1].content)}">`;

  let tables;
  config.on("eleventy.before", () => {
    tables = readTables();
  });

  config.setLibrary("md", markdown);
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  config.addPassthroughCopy("content/assets");
  config.addWatchTarget("data/");

  config.addCollection("guide", (api) => {
    const pages = Object.fromEntries(FOLDERS.map((name) => [name, {}]));
    for (const item of api.getAll()) {
      const [, folder] = item.filePathStem.split("/");
      if (pages[folder] && item.fileSlug !== folder) pages[folder][item.fileSlug] = item.data;
    }
    return [new Guide(tables, pages, markdownIt())];
  });

  const guideOf = (context) => context.ctx.collections.guide[0];
  config.addShortcode("pay", function (name) {
    return guideOf(this).figure(this.ctx.code, "pay", name) + ref(1);
  });
  config.addShortcode("outlook", function (name) {
    return guideOf(this).figure(this.ctx.code, "outlook", name) + ref(2);
  });
  config.addShortcode("role", function (name) {
    return `<a href="/roles/${name}/">${guideOf(this).roles[name].title}</a>`;
  });
  config.addShortcode("blank", function (key) {
    const { label } = guideOf(this).labels.blank[key] ?? this.ctx.placeholders[key];
    return `<span class="blank" data-key="${key}">[${label}]</span>`;
  });

  // What a template shows: the page's own front matter and what the guide makes of it.
  config.addFilter("view", (guide, method, page, title, summary, body) => ({
    title,
    summary,
    href: page.url,
    body,
    ...(method ? guide[0][method](page.fileSlug, body) : {}),
  }));

  return {
    dir: { input: "content", output: "_site", includes: "_includes" },
    markdownTemplateEngine: "njk",
    htmlTemplateEngine: "njk",
    templateFormats: ["md", "njk"],
  };
}
