// What a person can press on each page besides the controls of trading, and what must be on screen then.
import { api, field, numbers, until } from "./lib.mjs";

/** @param within the page, or a group of buttons */
async function press(within, name) {
  const button = within.getByRole("button", { name, exact: true });
  await button.click();
  await until(`${name} is pressed`, async () => (await button.getAttribute("aria-pressed")) === "true");
}

const group = (page, name) => page.getByRole("group", { name, exact: true });

async function count(page, selector, wanted, what) {
  await until(`${what}: ${wanted} of ${selector}`, async () => {
    const shown = await page.locator(selector).count();
    return shown === wanted || `${shown} shown`;
  });
}

async function overview(page) {
  for (const [name, days] of [["1 d", 1], ["30 d", 30], ["all", 3650], ["7 d", 7]]) {
    await press(group(page, "Range"), name);
    const { history } = await api(`/portfolio/history?days=${days}&points=800`);
    await until(`the equity of ${name}`, async () => Math.abs(numbers(await page.locator(".legend span").first().innerText())[0].value - history.at(-1).equity) < 0.006);
  }
  await press(page, "Table");
  const { history } = await api("/portfolio/history?days=7&points=800");
  await count(page, '[aria-label="Equity"] tbody tr', Math.min(200, history.length), "the curve as a table");
  const newest = numbers((await page.locator('[aria-label="Equity"] tbody tr').first().innerText()).replace(/^.*:\d\d\s/, ""));
  if (Math.abs(newest[0].value - history.at(-1).equity) > 0.006) {
    throw new Error(`the table begins with ${newest[0].value}, the API ends with ${history.at(-1).equity}`);
  }
  await page.getByRole("button", { name: "Table", exact: true }).click();
  for (const verdict of ["accepted", "refused", "held", "amended", "expired", "all"]) {
    await press(group(page, "Verdict"), verdict);
    const { items } = await api(`/decisions?limit=30&prompts=false${verdict === "all" ? "" : `&verdict=${verdict}`}`);
    await count(page, ".feed li", items.length, `decisions that are ${verdict}`);
  }
}

async function chart(page) {
  const symbol = (await api("/status")).symbols[0];
  const label = () => page.locator(".chart [role=img]").getAttribute("aria-label");
  for (const timeframe of ["5m", "1h", "15m"]) {
    await press(group(page, "Timeframe"), timeframe);
    const { items } = await api(`/market/candles/${symbol}?timeframe=${timeframe}&limit=800&indicators=true`);
    await until(`the candles of ${timeframe}`, async () => (await label()).includes(`${items.length} candles`) || label());
  }
  for (const box of await page.locator('.toolbar input[type="checkbox"]').all()) {
    const was = await box.isChecked();
    await box.click();
    if ((await box.isChecked()) === was) {
      throw new Error("a layer of the chart cannot be switched");
    }
    await box.click();
  }
  const other = (await api("/status")).symbols[1];
  await page.getByLabel("Symbol").selectOption(other);
  await until(`the chart of ${other}`, async () => (await label()).includes(other));
}

async function orders(page) {
  for (const state of ["filled", "cancelled", "unknown", ""]) {
    await page.getByLabel("State").selectOption(state);
    await count(page, ".orders > li", (await api(`/orders?limit=50${state && `&state=${state}`}`)).items.length, `orders ${state}`);
  }
  const symbol = (await api("/status")).symbols[1];
  await page.getByLabel("Symbol").selectOption(symbol);
  await count(page, ".orders > li", (await api(`/orders?limit=50&symbol=${symbol}`)).items.length, `orders of ${symbol}`);
}

async function decisions(page) {
  const rows = '[aria-label="Decisions"] tbody tr';
  await page.getByLabel("Verdict").selectOption("refused");
  await count(page, rows, (await api("/decisions?limit=60&prompts=false&verdict=refused")).items.length, "refused");
  await page.getByLabel("Action").selectOption("buy");
  await count(page, rows, (await api("/decisions?limit=60&prompts=false&verdict=refused&action=buy")).items.length, "refused to buy");
  await page.getByLabel("Verdict").selectOption("");
  await page.getByLabel("Action").selectOption("");
  const more = (await api("/decisions?limit=60&prompts=false")).nextCursor;
  if (more) {
    await page.getByRole("button", { name: "Show more" }).click();
    await count(page, rows, 60 + (await api(`/decisions?limit=60&prompts=false&cursor=${more}`)).items.length, "the next page");
  }
}

async function dossier(page, id) {
  const { decision } = await api(`/decisions/${id}`);
  const text = (name) => page.getByRole("region", { name, exact: true });
  await press(group(page, "Prompt"), "Prompt");
  if ((await text("Prompt").textContent()).trim() !== decision.prompt.userPayload.trim()) {
    throw new Error("the prompt is another than that of the API");
  }
  await press(page, "System prompt");
  if ((await text("System prompt").textContent()).trim() !== decision.prompt.systemPrompt.trim()) {
    throw new Error("the system prompt is another than that of the API");
  }
  await press(page, "Difference to the one before");
  const { items } = await api(`/decisions?symbol=${decision.symbol}&to=${encodeURIComponent(decision.createdAt)}&limit=1&prompts=true`);
  const was = new Set(items[0].prompt.userPayload.split("\n"));
  const lines = await page.locator(".diff .added").allTextContents();
  const wrong = lines.filter((line) => was.has(line.replace("+ ", "")) && !decision.prompt.userPayload.includes(line.replace("+ ", "")));
  if (lines.length === 0 || wrong.length) {
    throw new Error(`the difference has ${lines.length} new lines, ${wrong.length} of them wrong`);
  }
  await page.locator('[data-action="replay"]').click();
  const replay = await api(`/decisions/${id}/replay`);
  for (const name of ["replies", "advised", "verdicts", "orders"]) {
    await until(`the replay's ${name}`, async () => (await field(page, `replay.${name}`)) === String(replay[name]));
  }
  if (!(await page.locator(".replayed").innerText()).includes(replay.found === 0 ? "no difference" : `${replay.found} different`)) {
    throw new Error("the replay tells of other differences than the API");
  }
}

async function alerts(page) {
  const { items } = await api("/alerts?limit=100");
  for (const severity of ["critical", "warning", "info", "all"]) {
    await press(group(page, "Severity"), severity);
    await count(page, '[aria-label="Alerts"] tbody tr', items.filter((alert) => severity === "all" || alert.severity === severity).length, severity);
  }
}

/** The bar on every page; colours are shared by all of them. */
async function bar(page) {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const before = await theme();
  await page.getByRole("button", { name: /^Use .* colours$/ }).click();
  await until("the other colours", async () => (await theme()) !== before);
  await page.getByRole("button", { name: /^Use .* colours$/ }).click();
  await page.evaluate(() => localStorage.removeItem("autotrade.theme"));
  await page.locator('[data-field="link"]').click();
  await until("the connection made anew", async () => (await field(page, "link")).includes("Live"));
}

async function rules(page) {
  await bar(page);
  const { items } = await api("/rules");
  const rule = items.find((each) => each.status === "active") ?? items[0];
  const now = async () => (await api("/rules")).items.find((each) => each.ruleId === rule.ruleId);
  for (const [action, done] of [
    ["Pin", (changed) => changed.pinned],
    ["Unpin", (changed) => !changed.pinned],
    ["Retire", (changed) => changed.status === "retired"],
  ]) {
    await page.getByRole("button", { name: `${action} the rule: ${rule.text}` }).first().click();
    await page.locator("dialog").getByRole("button", { name: action, exact: true }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await until(`the rule after ${action}`, async () => done(await now()));
  }
  await until("the retired rule on screen", async () => (await page.locator(".rule-list > li", { hasText: `${rule.applied} decisions with it` }).first().innerText()).includes("retired"));
}

async function config(page) {
  await page.getByLabel("Find a key or value").fill("daily_loss_cap");
  await count(page, '[aria-label="Configuration"] tbody tr', 1, "what was looked for");
}

async function log(page, id) {
  await press(page, "orders");
  const { last_seq } = await api("/status");
  const { items } = await api(`/events?after=${Math.max(0, last_seq - 1_000)}&type=intent,order,protection&limit=1000`);
  await count(page, ".log-line", items.length, "entries about orders");
  await press(page, "everything");
  await page.getByRole("button", { name: "Look further back" }).click();
  await count(page, ".log-line", 400, "entries further back");
  await page.getByLabel("Decision id").fill(id);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const of = await api(`/events?decision=${id}&limit=1000`);
  await count(page, ".log-line", of.items.length, "entries of a decision");
  await page.locator(".log-line summary").first().click();
  await page.locator(".log-line .tree").first().waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  // As far back as before: what lies there has not changed.
  await count(page, ".log-line", 400, "entries of everything");
}

async function cycles(page) {
  const link = page.getByRole("link", { name: "entries" }).first();
  const cycle = new URL(await link.getAttribute("href"), page.url()).searchParams.get("cycle");
  await link.click();
  await count(page, ".log-line", (await api(`/events?cycle=${cycle}&limit=1000`)).items.length, "entries of a cycle");
}

export const uses = { "/": overview, chart, "/orders": orders, "/decisions": decisions, dossier, "/alerts": alerts, "/rules": rules, "/config": config, "/log": log, "/cycles": cycles };
