// What the browser tests share. Arguments: NODE_MODULES CHROMIUM BASE TOKEN OUTPUT.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [, , modules, chromium, base, token, output] = process.argv;
const require = createRequire(join(modules, "none.js"));
const playwright = require("playwright-core");
const axeSource = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");

export { base, token, output };

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs the story in a browser of its own; what it finds is printed and decides how the process ends. */
export async function story(tell) {
  const profile = mkdtempSync(join(tmpdir(), "autotrade-browser-"));
  const context = await playwright.chromium.launchPersistentContext(profile, {
    executablePath: chromium,
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 960 },
    colorScheme: "dark",
    timezoneId: "Europe/Berlin",
  });
  const found = [];
  try {
    await tell(context, (what) => found.push(what));
  } catch (failure) {
    found.push(failure.stack ?? String(failure));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  found.forEach((what) => console.log(`FOUND ${what}`));
  process.exit(found.length === 0 ? 0 : 1);
}

/** A page that reports what it should never do: ask elsewhere, break a policy, throw. */
export async function open(context, path, found, { signIn = true } = {}) {
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) {
      found(`request to ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => found(`${page.url()} threw ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) {
      found(`${page.url()}: ${message.text()}`);
    }
  });
  page.on("response", (response) => {
    // A page that asks for what does not exist, or in the wrong way. That a token is refused or the service starts is told elsewhere.
    if (response.request().method() === "GET" && [400, 405, 500].includes(response.status())) {
      found(`${page.url()} asked for ${response.url()} and got ${response.status()}`);
    }
  });
  await page.goto(`${base}${path}${signIn ? `#token=${token}` : ""}`);
  return page;
}

export async function settled(page) {
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => document.querySelectorAll(".loading, .price-skeleton").length === 0, null, { timeout: 30_000 });
}

/** Waits until what was changed has been drawn. */
export async function drawn(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

export async function api(path) {
  const response = await fetch(`${base}${path.startsWith("/internal") || path.startsWith("/api") ? "" : "/api/autotrade/v1"}${path}`);
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.json();
}

/** Violations of WCAG 2.2 A and AA, one text each. */
export async function violations(page, rules) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (only) => {
    const runOnly = only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] })).violations;
  }, rules);
  return found.map(
    (violation) => `${violation.id} (${violation.impact}): ${violation.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`,
  );
}

/** The number a person reads, without separators and unit. */
export function read(text) {
  return Number(text.replaceAll(",", "").replace("−", "-").replace("+", "").replace(/[^\d.eE-].*$/, ""));
}

/** All numbers of a text, with the decimals that each is shown with. */
export function numbers(text) {
  const plain = text.replaceAll(",", "").replaceAll("−", "-");
  return [...plain.matchAll(/[-+]?\d+(?:\.(\d+))?/g)].map((found) => ({ value: Number(found[0]), decimals: found[1]?.length ?? 0 }));
}

/** As times stand on screen: UTC. */
export const utc = (iso) => `${utcDay(iso)} ${utcTime(iso)}`;
export const utcDay = (iso) => new Date(iso).toISOString().slice(5, 10);
export const utcTime = (iso) => new Date(iso).toISOString().slice(11, 19);

/** Cells of a table by their heading, row by row. */
export async function rows(page, name) {
  return page
    .locator(`[aria-label="${name}"] tbody tr`)
    .evaluateAll((all) => all.map((row) => Object.fromEntries([...row.cells].map((cell) => [cell.dataset.label, cell.innerText.trim()]))));
}

/** Names and values of a panel, by its heading. */
export async function facts(page, title) {
  const panel = page.locator("section.panel").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  return panel.locator("dl.facts > div").evaluateAll((all) => Object.fromEntries(all.map((fact) => [fact.querySelector("dt").innerText.trim(), fact.querySelector("dd").innerText.trim()])));
}

export async function field(page, name) {
  return page.locator(`[data-field="${name}"]`).first().innerText();
}

/** Waits until a condition holds, for what arrives by itself. */
export async function until(what, condition, patience = 30_000) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      last = await condition();
      if (last === true) {
        return;
      }
    } catch (failure) {
      last = failure.message;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${patience} ms, last ${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Asks those who started this to do something, and waits until they have. */
export async function ask(what) {
  console.log(`ASK ${what}`);
  await lines.next();
}
