// Every page: values equal to the API's, no violation of WCAG, nothing asked of anybody else, a picture in dark and light.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { api, field, open, output, read, settled, story, until, violations } from "./lib.mjs";

mkdirSync(output, { recursive: true });

await story(async (context, report) => {
  let found = report;

  /** Nothing changes any more, so what differs from the API is either not read yet or wrong. */
  const asLongAsItTakes = async (path, check) => {
    const end = Date.now() + 20_000;
    for (;;) {
      const differing = [];
      found = (what) => differing.push(what);
      try {
        await check();
      } catch (failure) {
        differing.push(`${path}: ${failure.message}`);
      } finally {
        found = report;
      }
      if (differing.length === 0 || Date.now() > end) {
        differing.forEach(report);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };

  const same = (what, shown, told, digits = 2) => {
    const wanted = Number(told);
    if (!(Math.abs(shown - wanted) <= 0.5 * 10 ** -digits + 1e-9 * Math.abs(wanted))) {
      found(`${what}: the screen says ${shown}, the API ${told}`);
    }
  };
  const equal = (what, shown, told) => {
    if (String(shown).trim() !== String(told)) {
      found(`${what}: the screen says ${shown}, the API ${told}`);
    }
  };

  const { portfolio } = await api("/internal/autotrade/v1/portfolio");
  const status = await api("/status");
  const bought = await api("/decisions?action=buy&verdict=accepted&limit=1&prompts=false");
  const id = bought.items[0].id;
  const symbol = status.symbols[0];

  const checks = {
    "/": async (page) => {
      for (const name of ["equity", "pnlPct", "totalPnl", "unrealizedPnl", "realizedPnl", "fees", "funding", "availableCash", "grossExposure", "drawdownPct", "modelCostUsd"]) {
        same(`portfolio.${name}`, read(await field(page, `portfolio.${name}`)), portfolio[name]);
      }
      equal("environment", await field(page, "status.environment"), status.environment);
      equal("advisor", await field(page, "status.advisor"), status.advisor);
      equal("positions", await field(page, "positions.count"), portfolio.positions.length);
      const { items } = await api("/positions");
      for (const position of items) {
        same(`${position.symbol} quantity`, read(await field(page, `position.${position.symbol}.quantity`)), position.quantity, 8);
        same(`${position.symbol} entry`, read(await field(page, `position.${position.symbol}.entryPrice`)), position.entryPrice);
        same(`${position.symbol} pnl`, read(await field(page, `position.${position.symbol}.pnl`)), position.pnl);
      }
      const prices = await api("/api/market/v1/prices");
      for (const [name, price] of Object.entries(prices.symbols)) {
        same(`price of ${name}`, read(await field(page, `price.${name}`)), price.price, 8);
      }
      const safe = await field(page, "safe");
      if (safe.includes("Safe to trade") !== status.safe_to_trade) {
        found(`the light says ${safe}, the API safe_to_trade ${status.safe_to_trade}`);
      }
      const { scheduler } = await api("/scheduler/status");
      equal("cycle", await field(page, "scheduler.cycle_number"), scheduler.cycle_number);
      const baselines = await api("/portfolio/baselines?days=7&points=500");
      const legend = await page.locator(".legend").innerText();
      const last = baselines.items.at(-1);
      for (const name of ["cash", "buyAndHold", "equalWeight"]) {
        const text = last[name].toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
        if (!legend.includes(text)) {
          found(`baseline ${name} ${text} is not in: ${legend}`);
        }
      }
      const { items: decisions } = await api("/decisions?limit=30&prompts=false");
      const feed = page.locator(".feed li");
      equal("decisions in the feed", await feed.count(), decisions.length);
      const first = await feed.first().innerText();
      if (!first.includes(decisions[0].verdict.outcome) || !first.includes(decisions[0].symbol.split("-")[0])) {
        found(`the newest decision is ${decisions[0].id}, the feed begins with ${first}`);
      }
    },
    [`/chart/${symbol}`]: async (page) => {
      const { items } = await api(`/fills?symbol=${symbol}&limit=30`);
      equal("fills of the chart", await page.locator('[aria-label="Fills"] tbody tr').count(), items.length);
      const label = await page.locator(".chart [role=img]").getAttribute("aria-label");
      const candles = await api(`/market/candles/${symbol}?timeframe=15m&limit=800&indicators=true`);
      if (!label.includes(`${candles.items.length} candles`)) {
        found(`the chart says ${label}, the API has ${candles.items.length} candles`);
      }
    },
    "/orders": async (page) => {
      const { items } = await api("/orders?limit=50");
      equal("orders", await page.locator(".orders > li").count(), items.length);
      const text = await page.locator(".orders").innerText();
      for (const order of items.slice(0, 20)) {
        if (!text.includes(order.clientOrderId)) {
          found(`order ${order.clientOrderId} is not shown`);
        }
      }
      equal("steps of orders", await page.locator(".timeline li").count(), items.reduce((sum, order) => sum + order.timeline.length, 0));
    },
    "/trades": async (page) => {
      const { items } = await api("/outcomes?limit=100");
      // The API has the size of a loss; a screen that showed it as a gain would be wrong.
      same("average loss", read(await field(page, "statistics.averageLoss")), -portfolio.statistics.averageLoss);
      const rows = page.locator('[aria-label="Closed positions"] tbody tr');
      equal("closed positions", await rows.count(), items.length);
      for (let i = 0; i < Math.min(5, items.length); i++) {
        same(`net of ${items[i].outcomeId}`, read(await rows.nth(i).locator('[data-label="Net"] .num').first().innerText()), items[i].netPnl);
      }
    },
    "/decisions": async (page) => {
      const { items } = await api("/decisions?limit=60&prompts=false");
      const verdicts = await page.locator('[data-label="Verdict"]').allInnerTexts();
      equal("verdicts", verdicts.join(), items.map((decision) => decision.verdict?.outcome ?? "none").join());
    },
    [`/decisions/${id}`]: async (page) => {
      const { decision } = await api(`/decisions/${id}`);
      const rules = page.locator('[aria-label="Rules of the verdict"] tbody tr');
      equal("rules of the verdict", await rules.count(), decision.verdict.rules.length);
      const text = await rules.allInnerTexts();
      for (const rule of decision.verdict.rules) {
        if (!text.some((row) => row.startsWith(rule.code.replaceAll("_", " ")) && (!rule.value || row.includes(rule.value)))) {
          found(`rule ${rule.code} with value ${rule.value} is not shown`);
        }
      }
      equal("fills of the decision", await page.locator('[aria-label="Fills"] tbody tr').count(), decision.fills.length);
      await page.getByRole("button", { name: "Prompt", exact: true }).click();
      equal("prompt", (await page.locator("pre.text").first().textContent()).trim(), decision.prompt.userPayload.trim());
      const journal = await api(`/events?decision=${id}`);
      equal("journal of the decision", await page.locator(".log-line").count(), journal.items.length);
      await page.getByRole("button", { name: "Difference to the one before" }).click();
    },
    "/risk": async (page) => {
      const risk = await api("/risk");
      for (const rule of risk.rules) {
        equal(`limit of ${rule.code}`, await field(page, `risk.${rule.code}.limit`), rule.limit);
        equal(`value of ${rule.code}`, await field(page, `risk.${rule.code}.value`), rule.value ?? "–");
      }
    },
    "/cycles": async (page) => {
      const { scheduler } = await api("/scheduler/status");
      equal("newest cycle", await page.locator('[aria-label="Last cycles"] tbody tr td').first().innerText(), `#${scheduler.cycle_number}`);
    },
    "/alerts": async (page) => {
      const { items } = await api("/alerts?limit=100");
      const shown = await page.locator('[data-label="Message"]').allInnerTexts();
      equal("alerts", shown.join("|"), items.map((alert) => alert.message).join("|"));
    },
    "/live": async (page) => {
      const live = await api("/live");
      equal("environment", await field(page, "live.environment"), live.environment);
      equal("what is missing", await page.locator('[data-field="live.missing"] li').count(), live.missing.length);
    },
    "/rules": async (page) => {
      const { items } = await api("/rules");
      equal("learned rules", await page.locator(".rule-list > li").count(), items.length);
    },
    "/model": async (page) => {
      const text = await page.locator("main").innerText();
      if (!text.includes(status.advisor)) {
        found(`the model page does not name ${status.advisor}`);
      }
      const calibration = await api("/calibration");
      equal("measured trades", await field(page, "calibration.trades"), calibration.items[0].trades);
    },
    "/venue": async (page) => {
      const text = await page.locator("main").innerText();
      if (!text.includes(String((await api("/status")).last_seq))) {
        found("the venue page does not show the newest entry of the journal");
      }
    },
    "/plugins": async (page) => {
      const { items } = await api("/plugins");
      const text = await page.locator("main").innerText();
      items.filter((plugin) => !text.includes(plugin.name)).forEach((plugin) => found(`${plugin.name} is not shown`));
    },
    "/config": async (page) => {
      const config = await api("/config");
      equal("broker type", await field(page, "config.trading.broker_type"), config.trading.broker_type);
      equal("daily loss", await field(page, "config.trading.risk.daily_loss_cap"), config.trading.risk.daily_loss_cap);
    },
    "/log": async (page) => {
      equal("newest entry", await page.locator(".log-line > :first-child").first().innerText(), (await api("/status")).last_seq);
    },
  };

  const page = await open(context, "/", found);
  await settled(page);
  await until("the live connection", async () => (await field(page, "link")).includes("Live"));
  for (const [path, check] of Object.entries(checks)) {
    await page.goto(`${(await page.evaluate(() => location.origin))}${path}`);
    await settled(page);
    await asLongAsItTakes(path, () => check(page));
    const name = path === "/" ? "overview" : path.slice(1).replace(id, "one").replace(symbol, "").replaceAll("/", "-").replace(/-$/, "");
    for (const scheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.waitForTimeout(120);
      // Another scheme has other colours and is the same page in all else.
      const rules = scheme === "dark" ? undefined : ["color-contrast"];
      (await violations(page, rules)).forEach((violation) => found(`${path} ${scheme}: ${violation}`));
      await page.screenshot({ path: join(output, `${name}-${scheme}.png`), fullPage: true });
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.waitForTimeout(120);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) {
      found(`${path} is ${beyond} px too wide at 360 px`);
    }
    if (path === "/") {
      (await violations(page)).forEach((violation) => found(`${path} at 360 px: ${violation}`));
    }
    await page.screenshot({ path: join(output, `${name}-phone.png`) });
    await page.setViewportSize({ width: 1440, height: 960 });
  }
  await realMoney(page, found);
});

/** A live account is told in colour and words on every page, and re-arming it must be typed. The answers are bent: no test has such an account. */
async function realMoney(page, found) {
  const bend = (pattern, change) =>
    page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...change } });
    });
  await bend("**/api/autotrade/v1/status", { environment: "LIVE", broker_name: "Some exchange", state: "HALTED", state_reasons: ["over"] });
  await bend("**/api/autotrade/v1/live", { environment: "LIVE", locked: false, missing: [], approved_by: ["ada", "ben"], approved_until: "2026-03-01T12:30:00Z" });
  await page.goto(new URL("/", page.url()).href);
  await settled(page);
  await until("LIVE in the bar", async () => (await field(page, "status.environment")) === "LIVE");
  await until("who approved it", async () => /by ada and ben until 03-01 12:30:00/.test(await field(page, "live.lock")));
  const bar = await page.locator(".environment").innerText();
  if (!bar.includes("real money") || !(await page.locator(".environment.live").isVisible())) {
    found(`a live account is announced as ${bar}`);
  }
  if (await page.locator('[data-control="drill"]').count()) {
    found("a drill is offered for real money");
  }
  for (const scheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(output, `real-money-${scheme}.png`) });
  }
  await page.locator('[data-control="rearm"]').click();
  const confirm = page.locator('[data-confirm="rearm"]');
  if (await confirm.isEnabled()) {
    found("real money is re-armed without typing anything");
  }
  await page.locator("dialog").getByLabel("This trades real money").fill("LIVE");
  await until("re-arming can be confirmed", () => confirm.isEnabled());
  (await violations(page)).forEach((violation) => found(`real money: ${violation}`));
}
