// Every control does what it says, a viewer cannot use any, and a restart of the service heals by itself.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { api, ask, base, field, numbers, open, output, read, rows, settled, story, token, until, violations } from "./lib.mjs";

mkdirSync(output, { recursive: true });
const [viewer, ...approvers] = process.argv.slice(7);
const CONTROLS = ["/scheduler/pause", "/scheduler/resume", "/scheduler/trigger", "/control/reduce", "/control/halt", "/control/flatten", "/control/rearm", "/control/drill", "/live/approvals", "/live/revoke"];

async function refused(page, found, secret, wanted) {
  for (const path of CONTROLS) {
    const status = await page.evaluate(
      async ([url, bearer]) => (await fetch(url, { method: "POST", headers: bearer ? { Authorization: `Bearer ${bearer}` } : {} })).status,
      [`/api/autotrade/v1${path}`, secret],
    );
    if (status !== wanted) {
      found(`${path} answered ${status}, not ${wanted}`);
    }
  }
}

async function disabled(page, found, who) {
  await page.waitForSelector('[data-role="viewer"]');
  const able = await page.locator("[data-control]:not(:disabled)").count();
  if (able > 0) {
    found(`${able} controls are open to ${who}`);
  }
}

async function nobodyWithoutAToken(context, found) {
  const page = await open(context, "/", found, { signIn: false });
  await settled(page);
  await disabled(page, found, "somebody without a token");
  await refused(page, found, null, 401);
  await page.close();
}

async function noViewer(context, found) {
  const page = await open(context, "/", found, { signIn: false });
  await settled(page);
  await page.locator('[data-field="session.role"]').click();
  await page.getByLabel("Token").fill("not-a-token-of-this-service");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("this token is not known").waitFor();
  (await violations(page)).forEach((violation) => found(`sign-in: ${violation}`));
  await page.getByLabel("Token").fill(viewer);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await until("the viewer's name", async () => (await field(page, "session.role")) === "watcher: viewer");
  await disabled(page, found, "a viewer");
  await refused(page, found, viewer, 403);
  for (const path of ["/live", "/venue", "/risk", "/cycles"]) {
    await page.goto(`${base}${path}`);
    await settled(page);
    await until(`controls on ${path}`, async () => (await page.locator("[data-control]").count()) > 0);
    const able = await page.locator("[data-control]:not(:disabled)").count();
    if (able > 0) {
      found(`${able} controls of ${path} are open to a viewer`);
    }
    await page.screenshot({ path: join(output, `viewer${path.replace("/", "-")}.png`) });
  }
  await page.locator('[data-field="session.role"]').click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await until("nobody is signed in", async () => (await field(page, "session.role")).includes("sign in"));
  await page.close();
}

/** It is forgotten and reading goes on; asking on with it would lock the address out. */
async function aTokenThatIsNoLongerRight(context, found) {
  const page = await context.newPage();
  await page.goto(`${base}/#token=${"x".repeat(40)}`);
  await settled(page);
  await until("the equity without a token", async () => /\d/.test(await field(page, "portfolio.equity")));
  const kept = await page.evaluate(() => sessionStorage.getItem("autotrade.token"));
  if (kept !== null) {
    found("a refused token is still kept");
  }
  await disabled(page, found, "somebody with a wrong token");
  await page.close();
}

async function operator(context, found) {
  const page = await open(context, "/", found);
  await settled(page);
  await until("the operator's name", async () => (await field(page, "session.role")).includes("operator"));
  const state = await page.evaluate(() => ({ url: location.href, stored: sessionStorage.getItem("autotrade.token"), kept: localStorage.getItem("autotrade.token") }));
  if (state.url.includes("token") || state.stored !== token || state.kept !== null) {
    found("the token is still in the address, or not in the storage of the tab alone");
  }
  return page;
}

/** Two people approve what the configuration asks for; one who types something else is refused. */
async function approvals(context, found) {
  for (const secret of approvers) {
    const page = await open(context, "/live", found, { signIn: false });
    await page.evaluate((own) => sessionStorage.setItem("autotrade.token", own), secret);
    await page.goto(`${base}/live`);
    await settled(page);
    await page.locator('[data-control="approve"]:not(:disabled)').click();
    const dialog = page.locator("dialog");
    const type = async (account) => {
      await dialog.getByLabel("Account").fill(account);
      await dialog.getByLabel("Largest position, notional").fill("200");
      await dialog.getByLabel("All positions, notional").fill("500");
      await dialog.getByLabel("Largest loss of a day").fill("50");
      await dialog.locator('[data-confirm="approve"]').click();
    };
    await type("another");
    await dialog.getByText("is not the 'main'").waitFor();
    (await violations(page)).forEach((violation) => found(`approval: ${violation}`));
    await page.screenshot({ path: join(output, "dialog-approve.png") });
    await type("main");
    await dialog.waitFor({ state: "detached" });
    await page.screenshot({ path: join(output, `live-${approvers.indexOf(secret) + 1}.png`) });
    await page.close();
  }
  const live = await api("/live");
  if (live.locked || live.approved_by.length !== 2) {
    found(`two have approved, and the API says ${JSON.stringify(live)}`);
  }
}

/** Whoever may act may also end what two people have approved. */
async function revoked(page, found) {
  await page.goto(`${base}/live`);
  await settled(page);
  equal(found, "who approved it", await field(page, "live.approved_by"), (await api("/live")).approved_by.join(" and "));
  if (await page.locator('[data-control="approve"]').isEnabled()) {
    found("an operator who is no approver may approve");
  }
  await page.locator('[data-control="revoke"]').click();
  const dialog = page.locator("dialog");
  await dialog.getByLabel("Reason, for the journal").fill("a holiday");
  await dialog.locator('[data-confirm="revoke"]').click();
  await dialog.waitFor({ state: "detached" });
  await is(found, "revoking", async () => (await api("/live")).locked, true);
  await until("the lock on screen", async () => (await page.locator("main").innerText()).includes("locked"));
}

/** Trading goes to another broker and back only when that broker takes it; otherwise it stays, and the screen says why. */
async function handOvers(page, found) {
  await page.goto(`${base}/venue`);
  await settled(page);
  const dialog = page.locator("dialog");
  const ask = async (broker, positions) => {
    await page.locator('[data-control="hand-over"]:not(:disabled)').click();
    if (await dialog.locator('[data-confirm="hand-over"]').isEnabled()) {
      found("a hand-over can be confirmed without a broker");
    }
    await dialog.getByLabel("Broker that is to trade").selectOption(broker);
    await dialog.locator(`input[value="${positions}"]`).check();
    (await violations(page)).forEach((violation) => found(`hand-over: ${violation}`));
    await dialog.locator('[data-confirm="hand-over"]').click();
  };
  const ended = (how) => until(`the hand-over has ${how}`, async () => (await dialog.locator("[data-progress]").getAttribute("data-progress")) === how);
  const broker = async () => (await api("/runtime-mode")).broker;

  await ask("okx_demo", "flat");
  await ended("failed");
  await page.screenshot({ path: join(output, "hand-over-failed.png") });
  await is(found, "a hand-over that failed", broker, "simulated");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await ask("lantern", "close");
  await ended("done");
  equal(found, "the title of the hand-over", await dialog.getByRole("heading").innerText(), "From simulated to lantern");
  await page.screenshot({ path: join(output, "hand-over-done.png") });
  await is(found, "a hand-over", broker, "lantern");
  await dialog.getByRole("button", { name: "Done" }).click();
  await until("the broker on screen", async () => (await field(page, "mode.broker")) === "lantern");
  const { hand_over: last } = await api("/runtime-mode");
  await until("the last hand-over on screen", async () => {
    const text = await page.locator("main").innerText();
    return [`${last.from} to ${last.to}`, last.step, last.by].every((each) => text.includes(each)) || text;
  });
  const { portfolio } = await api("/internal/autotrade/v1/portfolio");
  await until("the account that was left", async () => {
    const [row] = await rows(page, "Accounts that were left");
    return row.Broker === portfolio.earlierAccounts[0].brokerId && Math.abs(numbers(row["Cash at the end"])[0].value - portfolio.earlierAccounts[0].cash) < 0.006;
  });
  (await violations(page)).forEach((violation) => found(`after a hand-over: ${violation}`));
  await page.screenshot({ path: join(output, "hand-over.png"), fullPage: true });
  await page.goto(`${base}/`);
  await settled(page);
}

function equal(found, what, shown, told) {
  if (shown !== told) {
    found(`${what}: the screen says ${shown}, the API ${told}`);
  }
}

/** Chooses, reads what will happen, confirms, waits until service and venue have confirmed. */
async function command(page, found, id, options = {}) {
  await page.locator(`[data-control="${id}"]`).click();
  const dialog = page.locator("dialog");
  await dialog.waitFor();
  if (options.reason) {
    await dialog.getByLabel("Reason, for the journal").fill(options.reason);
  }
  if (options.look) {
    (await violations(page)).forEach((violation) => found(`dialog ${id}: ${violation}`));
    await page.screenshot({ path: join(output, `dialog-${id}.png`) });
  }
  const replied = page.waitForResponse((response) => response.request().method() === "POST");
  await dialog.locator(`[data-confirm="${id}"]`).click();
  await until(`${id} is confirmed`, async () => (await dialog.locator("[data-progress]").getAttribute("data-progress")) === "done", 30_000);
  await asTheVenueSaid(found, id, dialog, await (await replied).json());
  if (options.look) {
    (await violations(page)).forEach((violation) => found(`progress of ${id}: ${violation}`));
    await page.screenshot({ path: join(output, `progress-${id}.png`) });
  }
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** A stop is shown step by step, with the times that the venue gave. */
async function asTheVenueSaid(found, id, dialog, { steps = [] }) {
  const rows = dialog.locator(".stop-steps li");
  const shown = await rows.allInnerTexts();
  const venue = await rows.locator(".venue-at time").evaluateAll((times) => times.map((time) => time.dateTime));
  if (shown.length !== steps.length || steps.some((step, index) => !shown[index].includes(step.text))) {
    found(`${id} shows the steps ${shown.join(" | ")}, the API has ${JSON.stringify(steps)}`);
  }
  const told = steps.flatMap((step) => step.venue_at ?? []);
  if (venue.join() !== told.join()) {
    found(`${id} shows the venue's times ${venue.join()}, the API has ${told.join()}`);
  }
}

async function is(found, what, read, wanted) {
  const told = await read();
  if (told !== wanted) {
    found(`after ${what}: ${told}, not ${wanted}`);
  }
}

const paused = async () => (await api("/scheduler/status")).scheduler.is_paused;
const state = async () => (await api("/risk")).state;

async function everyControl(page, found) {
  await command(page, found, "pause");
  await is(found, "pause", paused, true);
  await command(page, found, "resume");
  await is(found, "resume", paused, false);

  const before = (await api("/scheduler/status")).scheduler.cycle_number;
  await command(page, found, "trigger");
  const after = (await api("/scheduler/status")).scheduler.cycle_number;
  if (!(after > before)) {
    found(`a trigger ran nothing: cycle ${before} before, ${after} after`);
  }

  await command(page, found, "reduce", { reason: "news at noon", look: true });
  await is(found, "no new", state, "REDUCING");
  const risk = await api("/risk");
  if (!risk.reasons.some((reason) => reason.includes("news at noon"))) {
    found(`the reason is not in ${JSON.stringify(risk.reasons)}`);
  }
  await command(page, found, "rearm");
  await is(found, "re-arm", state, "ACTIVE");

  await command(page, found, "drill", { reason: "once a week" });
  await is(found, "drill", state, "ACTIVE");

  await until("a position to close", async () => (await api("/positions")).items.length > 0, 60_000);
  await command(page, found, "flatten", { reason: "enough for today", look: true });
  await is(found, "flatten", state, "HALTED");
  await is(found, "flatten", async () => (await api("/positions")).items.length, 0);
  await until("no position on screen", async () => (await field(page, "positions.count")) === "0");

  await command(page, found, "rearm");
  await command(page, found, "halt", { reason: "over" });
  await is(found, "halt", state, "HALTED");

  await page.goto(`${base}/venue`);
  await page.locator('[data-control="sync"]').click();
  await page.getByText("Compared just now").waitFor();
  await page.goto(`${base}/`);
  await settled(page);
}

async function byKeyboard(page, found) {
  await page.locator('[data-control="flatten"]').focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-control"));
  if (focused !== "flatten") {
    found(`after Escape the focus is at ${focused}, not where it was`);
  }
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "Risk", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Risk", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await settled(page);
}

async function aRestart(page, found) {
  const seq = await page.locator('[data-field="link"]').getAttribute("title");
  await ask("stop");
  await until("the screen tells that it is disconnected", async () => (await field(page, "link")).includes("Disconnected"));
  await until("the light goes out", async () => (await field(page, "safe")).includes("Not known"));
  (await violations(page)).forEach((violation) => found(`disconnected: ${violation}`));
  await page.screenshot({ path: join(output, "disconnected.png") });
  await ask("start");
  await until("the connection heals", async () => (await field(page, "link")).includes("Live"), 30_000);
  await until("the light comes back", async () => (await field(page, "safe")).includes("No new exposure"));
  await until("the figures are those of the service", async () => {
    const { portfolio } = await api("/internal/autotrade/v1/portfolio");
    return Math.abs(read(await field(page, "portfolio.equity")) - portfolio.equity) < 0.006;
  });
  await is(found, "the restart", state, "HALTED");
  if (!(await field(page, "session.role")).includes("operator")) {
    found("the operator is no longer signed in after the restart");
  }
  const now = await page.locator('[data-field="link"]').getAttribute("title");
  if (now === seq) {
    found(`the connection did not go on after ${seq}`);
  }
}

await story(async (context, found) => {
  await nobodyWithoutAToken(context, found);
  await noViewer(context, found);
  await approvals(context, found);
  await aTokenThatIsNoLongerRight(context, found);
  const page = await operator(context, found);
  await everyControl(page, found);
  await byKeyboard(page, found);
  await revoked(page, found);
  await handOvers(page, found);
  await aRestart(page, found);
});
