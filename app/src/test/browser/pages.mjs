// Every page: values equal to the API's, no violation of WCAG, nothing asked of anybody else, a picture in dark and light.
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { drawn, field, open, output, settled, story, until, violations } from "./lib.mjs";
import { uses } from "./uses.mjs";
import { values } from "./values.mjs";

mkdirSync(output, { recursive: true });

await story(async (context, report) => {
  // Two pages are looked at side by side; what one finds while it may still catch up is its own.
  const finding = new AsyncLocalStorage();
  const found = (what) => (finding.getStore() ?? report)(what);

  /** Nothing changes any more, so what differs from the API is either not read yet or wrong. */
  const asLongAsItTakes = async (path, check) => {
    const end = Date.now() + 20_000;
    for (;;) {
      const differing = [];
      try {
        await finding.run((what) => differing.push(what), check);
      } catch (failure) {
        differing.push(`${path}: ${failure.message}`);
      }
      if (differing.length === 0 || Date.now() > end) {
        differing.forEach(report);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };

  const { checks, id, symbol } = await values(found);

  /** One page: its values, accessibility and pictures in dark and light, on a phone, and what can be pressed on it. */
  const look = async (page, path) => {
    await page.goto(new URL(path, page.url()).href);
    await settled(page);
    await asLongAsItTakes(path, () => checks[path](page));
    const name = path === "/" ? "overview" : path.slice(1).replace(id, "one").replace(symbol, "").replaceAll("/", "-").replace(/-$/, "");
    for (const scheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await drawn(page);
      // Another scheme has other colours and is the same page in all else.
      const rules = scheme === "dark" ? undefined : ["color-contrast"];
      (await violations(page, rules)).forEach((violation) => found(`${path} ${scheme}: ${violation}`));
      await page.screenshot({ path: join(output, `${name}-${scheme}.png`), fullPage: true });
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await drawn(page);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) {
      found(`${path} is ${beyond} px too wide at 360 px`);
    }
    if (path === "/") {
      (await violations(page)).forEach((violation) => found(`${path} at 360 px: ${violation}`));
    }
    await page.screenshot({ path: join(output, `${name}-phone.png`) });
    await page.setViewportSize({ width: 1440, height: 960 });
    const use = uses[path.startsWith("/chart") ? "chart" : path.startsWith("/decisions/") ? "dossier" : path];
    try {
      await use?.(page, id);
    } catch (failure) {
      found(`${path}: ${failure.message}`);
    }
  };

  // Pressing something there changes what the others show.
  const alone = "/rules";
  const rest = Object.keys(checks).filter((path) => path !== alone);
  const looking = await Promise.all(
    [0, 1].map(async () => {
      const page = await open(context, "/", found);
      await settled(page);
      await until("the live connection", async () => (await field(page, "link")).includes("Live"));
      return page;
    }),
  );
  await Promise.all(
    looking.map(async (page) => {
      for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
        await look(page, path);
      }
    }),
  );
  const [page, other] = looking;
  await other.close();
  await look(page, alone);
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
  // An answer that is on its way when the page closes has nobody to go to.
  await page.unrouteAll({ behavior: "ignoreErrors" });
}
