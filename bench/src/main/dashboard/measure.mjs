// Measures the dashboard of a running service in headless Chromium:
//   node bench/src/main/dashboard/measure.mjs [BASE] [CHROMIUM]
// First data: from navigation until equity and the first price are on screen, with an empty cache. Load: the real live
// connection, and 20 price updates a second for each of its symbols put into it for 20 s. Long tasks are those over 50 ms,
// by the wall as a person feels them, and by the CPU time of the page's thread, which other work on the machine does not change.
import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const base = process.argv[2] ?? "http://localhost:8085";
const executablePath = process.argv[3] ?? "/usr/bin/chromium";
const require = createRequire(join(fileURLToPath(import.meta.url), "../../../../../app/src/main/dashboard/package.json"));
const { chromium } = require("playwright-core");
const SECONDS = 20;
const RATE = 20;

const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
await context.addInitScript(() => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.longTasks.push([Math.round(entry.startTime), Math.round(entry.duration)]))).observe({
    type: "longtask",
    buffered: true,
  });
});

async function firstData() {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(base, { waitUntil: "commit" });
  const shown = await page.waitForFunction(
    () => {
      const filled = (selector) => /\d/.test(document.querySelector(selector)?.textContent ?? "");
      return filled('[data-field="portfolio.equity"]') && filled('[data-field^="price."]') ? performance.now() : false;
    },
    null,
    { polling: "raf", timeout: 20_000 },
  );
  const millis = Math.round(await shown.jsonValue());
  await page.close();
  return millis;
}

async function bundle() {
  const page = await context.newPage();
  const sizes = new Map();
  page.on("response", async (response) => {
    if (/\/assets\//.test(response.url())) {
      sizes.set(response.url(), gzipSync(await response.body()).length);
    }
  });
  await page.goto(base);
  await page.waitForSelector(".chart canvas");
  await page.goto(`${base}/chart`);
  await page.waitForSelector(".chart canvas");
  await page.waitForTimeout(1_000);
  await page.close();
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

async function underLoad(path) {
  const page = await context.newPage();
  let told = 0;
  let timer = null;
  await page.routeWebSocket(/\/ws\/v1/, (socket) => {
    const server = socket.connectToServer();
    const latest = new Map();
    let seq = 0;
    server.onMessage((text) => {
      const message = JSON.parse(text);
      seq = message.seq;
      if (message.type === "ticker") {
        latest.set(message.payload.symbol, message);
      }
      socket.send(text);
    });
    timer = setInterval(() => {
      for (const message of latest.values()) {
        const last = Number(message.payload.last) * (1 + (Math.random() - 0.5) * 0.0004);
        told++;
        socket.send(JSON.stringify({ ...message, seq, payload: { ...message.payload, last, lastExact: last.toFixed(5) } }));
      }
    }, 1_000 / RATE);
  });
  await page.goto(base + path);
  await page.waitForSelector(".chart canvas");
  await page.waitForTimeout(4_000);
  const before = told;
  const from = await page.evaluate(() => performance.now());
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await page.waitForTimeout(SECONDS * 1_000);
  const cpu = cpuMillis(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
  const tasks = await page.evaluate((start) => globalThis.longTasks.filter(([at]) => at > start), from);
  const all = await page.evaluate(() => globalThis.longTasks);
  clearInterval(timer);
  await page.close();
  return {
    path,
    updatesPerSecond: Math.round((told - before) / SECONDS),
    cpu: { tasks: cpu.length, over50: cpu.filter((millis) => millis > 50).length, longest: cpu[0], busyPercent: Math.round(cpu.reduce((sum, each) => sum + each, 0) / SECONDS / 10) },
    longTasks: tasks,
    whileLoading: all.filter(([at]) => at <= from),
  };
}

/** CPU milliseconds of each task of the page's main thread, longest first. */
function cpuMillis(events) {
  const main = new Set(events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain").map((event) => `${event.pid}/${event.tid}`));
  const byThread = new Map();
  for (const event of events) {
    const thread = `${event.pid}/${event.tid}`;
    if (main.has(thread) && event.name.endsWith("RunTask") && event.tdur !== undefined) {
      byThread.set(thread, [...(byThread.get(thread) ?? []), event.tdur / 1_000]);
    }
  }
  const total = (tasks) => tasks.reduce((sum, each) => sum + each, 0);
  const [busiest = []] = [...byThread.values()].toSorted((a, b) => total(b) - total(a));
  return busiest.toSorted((a, b) => b - a);
}

try {
  console.log(`load of the machine: ${loadavg()[0].toFixed(1)}`);
  const first = [];
  for (let i = 0; i < 7; i++) {
    first.push(await firstData());
  }
  console.log(`first data, ms, empty cache: ${first.toSorted((a, b) => a - b).join(", ")}`);
  console.log(`overview and chart page, gzipped: ${((await bundle()) / 1000).toFixed(1)} kB`);
  for (const path of ["/", "/chart"]) {
    console.log(JSON.stringify(await underLoad(path)));
  }
} finally {
  await browser.close();
}
