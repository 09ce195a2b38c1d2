// What every page must show, by its path: the values of the API.
import { against, brief, comparing, events, fillColumns, held, outcomeColumns, price, short, words } from "./compare.mjs";
import { api, facts, field, rows, utc, utcTime } from "./lib.mjs";

/** @param found takes what differs, one sentence each */
export async function values(found) {
  const { equal, says, table, panel, timelines } = comparing(found);
  const { portfolio } = await api("/internal/autotrade/v1/portfolio");
  const status = await api("/status");
  const bought = await api("/decisions?action=buy&verdict=accepted&limit=1&prompts=false");
  const id = bought.items[0].id;
  const symbol = status.symbols[0];

  const checks = {
    "/": async (page) => {
      for (const name of ["equity", "pnlPct", "totalPnl", "unrealizedPnl", "realizedPnl", "fees", "funding", "availableCash", "grossExposure", "drawdownPct", "modelCostUsd"]) {
        says(`portfolio.${name}`, await field(page, `portfolio.${name}`), portfolio[name]);
      }
      equal("wins", await field(page, "statistics.wins"), portfolio.statistics.wins);
      equal("environment", await field(page, "status.environment"), status.environment);
      equal("advisor", await field(page, "status.advisor"), status.advisor);
      equal("account", await field(page, "portfolio.portfolioId"), portfolio.portfolioId);
      says("bar", await page.locator(".environment").innerText(), status.broker_name, status.market_source, status.version);
      const { items } = await api("/positions");
      equal("positions", await field(page, "positions.count"), items.length);
      await table(page, "Positions", items, {
        Symbol: (p) => short(p.symbol),
        Side: (p) => `${p.side} ${p.leverage}×`,
        Quantity: (p) => p.quantity,
        Entry: (p) => p.entryPrice,
        Mark: (p) => p.markPrice,
        Unrealised: (p) => [p.pnl, p.pnlPct],
        Notional: (p) => p.notional,
        Margin: (p) => p.margin,
        Stop: (p) => (p.stopLossMissing ? "no stop" : p.exitPlan.stopLoss),
        Verified: (p) => (p.stopVerifiedAt ? utc(p.stopVerifiedAt) : "not yet"),
        Target: (p) => (p.profitTargetMissing ? "none" : p.exitPlan.profitTarget),
        Liquidation: (p) => (p.liquidationPrice === null ? "none told" : [p.liquidationPrice, p.liquidationDistancePct]),
        Funding: (p) => p.funding,
        Fees: (p) => p.fees,
        "Open for": (p) => held(p.ageSeconds),
        Decision: (p) => (p.decisionId ? brief(p.decisionId) : "not ours"),
      });
      const prices = await api("/api/market/v1/prices");
      for (const [name, each] of Object.entries(prices.symbols)) {
        equal(`price of ${name}`, (await field(page, `price.${name}`)).replaceAll(",", ""), each.priceExact);
        says(`change of ${name}`, await page.locator(`a.price[href="/chart/${name}"] .price-change`).innerText(), each.change_pct_24h);
      }
      const safe = await field(page, "safe");
      if (safe.includes("Safe to trade") !== status.safe_to_trade) {
        found(`the light says ${safe}, the API safe_to_trade ${status.safe_to_trade}`);
      }
      status.not_safe_because.slice(0, 1).forEach((reason) => says("the light", safe.toLowerCase(), words(reason).toLowerCase()));
      const { scheduler } = await api("/scheduler/status");
      const [last] = await events("cycle_end");
      const [advice] = await events("advice");
      await panel(page, "Next cycle", {
        "Last cycle": `#${scheduler.cycle_number}`,
        Result: last.payload.result,
        "Failures in a row": scheduler.consecutive_failures,
        Model: advice.payload.model ?? advice.payload.advisor,
        "Tokens in, out": [advice.payload.promptTokens, advice.payload.completionTokens],
        "Model cost": advice.payload.costUsd,
      });
      const stages = await page.locator(".stage-legend").innerText();
      Object.entries(last.payload.wallMillis).forEach(([stage, millis]) => says("stages", stages.replace(/\s+/g, " "), `${stage} ${millis.toLocaleString("en-US")} ms`));
      const { history } = await api("/portfolio/history?days=7&points=800");
      const { items: baselines } = await api("/portfolio/baselines?days=7&points=500");
      const legend = await page.locator(".legend").innerText();
      const two = (value) => value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
      says("legend", legend, two(history.at(-1).equity), `${two(history.at(-1).drawdownPct)}%`, ...["cash", "buyAndHold", "equalWeight"].map((name) => two(baselines.at(-1)[name])));
      const { items: decisions } = await api("/decisions?limit=30&prompts=false");
      const feed = await page.locator(".feed li").allInnerTexts();
      equal("decisions in the feed", feed.length, decisions.length);
      decisions.forEach((d, index) => says(`decision ${d.id}`, feed[index], utcTime(d.createdAt), short(d.symbol), words(d.action), `${Math.round(d.confidence * 100)}%`, d.verdict.outcome, against(d)));
      const { items: alerts } = await api("/alerts?limit=100");
      const told = await page.locator(".alerts li").allInnerTexts();
      alerts.slice(0, told.length).forEach((alert, index) => says("alert", told[index], utc(alert.ts), alert.severity, alert.message));
      await timelines(page.locator(".area-orders .orders"), (await api("/orders?limit=100")).items);
    },
    [`/chart/${symbol}`]: async (page) => {
      await table(page, "Fills", (await api(`/fills?symbol=${symbol}&limit=30`)).items, fillColumns);
      await table(page, "Closed positions", (await api(`/outcomes?symbol=${symbol}&limit=30`)).items, outcomeColumns);
      const label = await page.locator(".chart [role=img]").getAttribute("aria-label");
      const { items: candles } = await api(`/market/candles/${symbol}?timeframe=15m&limit=800&indicators=true`);
      says("chart", label, `${candles.length} candles`, `last close ${price(candles.at(-1).close)}`);
    },
    "/orders": async (page) => {
      const { items } = await api("/orders?limit=50");
      equal("orders", await page.locator(".orders > li").count(), items.length);
      await timelines(page.locator(".orders"), items);
      const text = await page.locator(".orders").innerText();
      items.filter((order) => !text.includes(order.clientOrderId)).forEach((order) => found(`order ${order.clientOrderId} is not shown`));
    },
    "/trades": async (page) => {
      const s = portfolio.statistics;
      await panel(page, "Statistics", {
        "Closed positions": s.trades,
        "Won, lost": [s.wins, s.losses],
        Won: s.winRatePct,
        "Profit factor": s.profitFactor,
        "Average win": s.averageWin,
        // The API has the size of a loss; a screen that showed it as a gain would be wrong.
        "Average loss": s.averageLoss === null ? null : -s.averageLoss,
        "Expectancy per trade": s.expectancy,
        "Largest drawdown": s.maxDrawdownPct,
        "Sharpe, Sortino": s.sharpe === null ? "too early" : [s.sharpe, s.sortino],
      });
      await table(page, "Closed positions", (await api("/outcomes?limit=100")).items, {
        ...outcomeColumns,
        Symbol: (o) => short(o.symbol),
        Quantity: (o) => o.quantity,
        Gross: (o) => o.grossPnl,
        Fees: (o) => o.fees,
        Funding: (o) => o.funding,
        "Worst, best": (o) => [o.mae, o.mfe],
        Held: (o) => held((Date.parse(o.ts) - Date.parse(o.openedAt)) / 1000),
      });
      await table(page, "Fills", (await api("/fills?limit=100")).items, { ...fillColumns, Symbol: (f) => short(f.symbol) });
    },
    "/decisions": async (page) => {
      await table(page, "Decisions", (await api("/decisions?limit=60&prompts=false")).items, {
        Time: (d) => utc(d.createdAt),
        Symbol: (d) => short(d.symbol),
        Action: (d) => words(d.action),
        Verdict: (d) => d.verdict?.outcome ?? "none",
        Confidence: (d) => d.confidence * 100,
        Size: (d) => (d.sizePct ? d.sizePct : null),
        Price: (d) => d.marketPrice,
        Stop: (d) => d.stopLoss,
        Target: (d) => d.takeProfit,
        Why: against,
      });
    },
    [`/decisions/${id}`]: async (page) => dossier(page, id),
    "/risk": async (page) => {
      const risk = await api("/risk");
      for (const rule of risk.rules) {
        equal(`limit of ${rule.code}`, await field(page, `risk.${rule.code}.limit`), rule.limit);
        equal(`value of ${rule.code}`, await field(page, `risk.${rule.code}.value`), rule.value ?? "–");
        const row = await page.locator(`tr:has([data-field="risk.${rule.code}.limit"])`).innerText();
        says(`rule ${rule.code}`, row, words(rule.code), rule.headroom, rule.last_fired ? [utc(rule.last_fired.at), short(rule.last_fired.symbol), rule.last_fired.value] : "never", rule.kept === null ? "per proposal" : rule.kept ? "kept" : "broken");
      }
      says("trading state", await page.locator("main").innerText(), risk.state);
    },
    "/cycles": async (page) => {
      const { last_seq } = await api("/status");
      const ends = (await events("cycle_end", 2_000)).slice(0, 50);
      const advice = new Map((await events("advice", last_seq)).map((event) => [event.payload.cycleId, event.payload]));
      const stage = (name) => (e) => e.payload.wallMillis[name] ?? null;
      await table(page, "Last cycles", ends, {
        Cycle: (e) => `#${e.payload.number}`,
        Ended: (e) => utc(e.ts),
        Result: (e) => e.payload.result,
        Decisions: (e) => e.payload.decisions,
        Orders: (e) => e.payload.orders,
        ...Object.fromEntries(["reconcile", "market", "advice", "record", "execution", "protection"].map((name) => [`${name} ms`, stage(name)])),
        "Whole ms": (e) => Object.values(e.payload.wallMillis).reduce((sum, each) => sum + each, 0),
        Model: (e) => advice.get(e.payload.cycleId)?.model ?? advice.get(e.payload.cycleId)?.advisor,
        Tokens: (e) => advice.get(e.payload.cycleId)?.promptTokens + advice.get(e.payload.cycleId)?.completionTokens,
        "Cost USD": (e) => advice.get(e.payload.cycleId)?.costUsd,
        Detail: (e) => e.payload.detail || "entries",
      });
    },
    "/alerts": async (page) => {
      await table(page, "Alerts", (await api("/alerts?limit=100")).items, {
        Time: (a) => utc(a.ts),
        Severity: (a) => a.severity,
        Code: (a) => a.code,
        Symbol: (a) => (a.symbol ? short(a.symbol) : "–"),
        Message: (a) => a.message,
      });
    },
    "/live": async (page) => {
      const live = await api("/live");
      equal("environment", await field(page, "live.environment"), live.environment);
      const missing = await page.locator('[data-field="live.missing"] li').allInnerTexts();
      equal("what is missing", missing.length, live.missing.length);
      live.missing.forEach((reason, index) => says("missing", missing[index].toLowerCase(), reason.toLowerCase()));
    },
    "/rules": async (page) => {
      const { items } = await api("/rules");
      const rank = (rule) => (rule.status === "active" ? 0 : rule.status === "candidate" ? 1 : 2);
      const shown = await page.locator(".rule-list > li").allInnerTexts();
      equal("learned rules", shown.length, items.length);
      if (items.length === 0) {
        found("no rule was learned, so nothing of the page was compared");
      }
      items
        .toSorted((a, b) => rank(a) - rank(b))
        .forEach((rule, index) => says(`rule ${rule.ruleId}`, shown[index], rule.text, rule.status, words(rule.ruleType), rule.tradesWith === 0 ? "not measured yet" : `Effectiveness ${Math.round(rule.effectiveness * 100)}%`, `${rule.applied} decisions with it`, `${rule.winsWith} of ${rule.tradesWith} trades`, `${rule.winsWithout} of ${rule.tradesWithout} trades`, rule.learnedFrom.slice(-8).map(brief)));
    },
    "/model": async (page) => {
      const { items } = await api("/calibration");
      for (const score of items) {
        equal("measured trades", await field(page, "calibration.trades"), score.trades);
        const bins = await page.locator(".bars > div").allInnerTexts();
        score.bins.filter((bin) => bin.trades > 0).forEach((bin, index) => says("bin", bins[index], bin.from * 100, bin.to * 100, bin.wins, bin.trades));
      }
      says("model page", await page.locator("main").innerText(), status.advisor);
      const advice = (await events("advice", 1_200)).slice(0, 50);
      const shown = (await rows(page, "Answers")).slice(0, 20);
      shown.forEach((row, index) => {
        const { payload, ts } = advice[index];
        const wanted = {
          Time: utc(ts),
          Model: payload.model ?? payload.advisor,
          Prompt: payload.promptVersion,
          Status: words(payload.status),
          Items: payload.items.length,
          "Wait ms": payload.wallMillis.model,
          "Tokens in": payload.promptTokens,
          "Tokens out": payload.completionTokens,
          "Cost USD": payload.costUsd,
        };
        Object.entries(wanted).forEach(([head, each]) => says(`answer ${index}, ${head}`, row[head], each));
      });
    },
    "/venue": async (page) => {
      const { stats } = await api("/metrics/latency/okx-order");
      await panel(page, "Connections", {
        [status.broker_name]: status.broker_connected ? "connected" : "down",
        [`Market feed ${status.market_source}`]: { UP: "up", RESET: "up", DOWN: "down", FINISHED: "at its end" }[status.feed.state],
        Database: status.database,
        "Books compared with the venue": `in cycle #${(await events("cycle_end"))[0].payload.number}`,
        "Facts waiting for the database": status.facts_waiting,
        "Newest entry of the journal": (await api("/status")).last_seq,
      });
      await panel(page, "Order submissions", { Measured: stats.count, Newest: stats.latest_ms, Mean: stats.avg_ms, "Shortest, longest": [stats.min_ms, stats.max_ms] });
      await table(page, "Protection", (await api("/positions")).items, {
        Symbol: (p) => short(p.symbol),
        Stop: (p) => (p.stopLossMissing ? "missing" : "at the venue"),
        "Last verified": (p) => (p.stopVerifiedAt ? utc(p.stopVerifiedAt) : null),
      });
      const mode = await api("/runtime-mode");
      equal("broker", await field(page, "mode.broker"), mode.broker);
      says("hand-over", (await facts(page, "Broker and hand-over"))["Last hand-over"], mode.hand_over ? [mode.hand_over.from, mode.hand_over.to, mode.hand_over.step] : "none so far");
      await table(page, "Differences", (await events("reconciliation")).map((event) => ({ ...event.payload, ts: event.ts })), {
        Time: (d) => utc(d.ts),
        Kind: (d) => d.kind,
        Symbol: (d) => (d.symbol ? short(d.symbol) : "–"),
        Books: (d) => d.local,
        Venue: (d) => d.venue,
        Explained: (d) => (d.explained ? "yes" : "no"),
      });
    },
    "/plugins": async (page) => {
      await table(page, "Plugins", (await api("/plugins")).items, {
        File: (p) => p.name,
        Status: (p) => p.status,
        Brings: (p) => (p.provides.length ? p.provides.flatMap((each) => [each.displayName, each.id]) : "–"),
        Reason: (p) => p.reason || "–",
        "SHA-256": (p) => p.sha256.slice(0, 16),
      });
    },
    "/config": async (page) => {
      const config = await api("/config");
      equal("broker type", await field(page, "config.trading.broker_type"), config.trading.broker_type);
      equal("daily loss", await field(page, "config.trading.risk.daily_loss_cap"), config.trading.risk.daily_loss_cap);
      equal("symbols", await field(page, "config.trading.symbols"), config.trading.symbols.join(", "));
      const history = await events("config");
      const shown = await page.locator(".orders > li").allInnerTexts();
      equal("changes of the configuration", shown.length, history.length);
      history.forEach(({ payload, ts }, index) => says("change", shown[index], utc(ts), payload.by, payload.hash.slice(0, 12), payload.changes.flatMap((each) => [each.key, `− ${each.before}`, `+ ${each.after}`])));
    },
    "/log": async (page) => {
      const { last_seq } = await api("/status");
      const { items } = await api(`/events?after=${last_seq - 200}&limit=1000`);
      const lines = await page.locator(".log-line").evaluateAll((all) => all.map((line) => [...line.children].slice(0, 3).map((cell) => cell.innerText.trim()).join(" ")));
      equal("entries", lines.join("|"), items.toReversed().map((event) => `${event.seq} ${utc(event.ts)} ${words(event.type)}`).join("|"));
    },
  };

  /** One decision with all that belongs to it. */
  const dossier = async (page, wanted) => {
    const { decision } = await api(`/decisions/${wanted}`);
    await table(page, "Rules of the verdict", decision.verdict.rules.toSorted((a, b) => Number(a.passed) - Number(b.passed)), {
      Rule: (r) => words(r.code),
      Result: (r) => (r.passed ? "passed" : "failed"),
      Value: (r) => r.value ?? "–",
      Limit: (r) => r.limit ?? "–",
      Reason: (r) => r.reason,
    });
    await panel(page, "Proposal", {
      Decided: utc(decision.createdAt),
      Advisor: decision.model ?? decision.advisor,
      Confidence: decision.confidence * 100,
      "Price then": decision.marketPrice,
      Size: decision.sizePct ? decision.sizePct : null,
      Leverage: decision.leverage,
      Stop: decision.stopLoss,
      Target: decision.takeProfit,
      "Slippage allowed": decision.maxSlippageBps,
      "Approved quantity": decision.verdict.quantity,
    });
    const inputs = await facts(page, "Inputs and cost");
    says("tokens", inputs["Tokens in, out"], decision.cost.promptTokens, decision.cost.completionTokens);
    says("cost", inputs["Model cost of the cycle"], decision.cost.usd);
    says("prompt version", inputs["Prompt version"], decision.inputs.promptVersion);
    says("age of the price", inputs.Price, "old");
    if (decision.orders.length) {
      await timelines(page.locator(".orders").first(), decision.orders);
    }
    if (decision.fills.length) {
      await table(page, "Fills", decision.fills, fillColumns);
    }
    if (decision.outcomes.length) {
      await table(page, "Closed positions", decision.outcomes, outcomeColumns);
    }
    if (decision.counterfactuals.length) {
      await table(page, "Had it been done", decision.counterfactuals, {
        "Not done": (c) => c.why,
        After: (c) => c.horizon.replace("PT", "").toLowerCase(),
        "Price then": (c) => c.priceThen,
        "Price after": (c) => c.priceNow,
        "In its direction": (c) => c.movePct,
      });
    }
    if (decision.reply) {
      // It is laid out for reading; what it says is the same.
      equal("reply", JSON.stringify(JSON.parse(await page.getByRole("region", { name: "Reply", exact: true }).textContent())), JSON.stringify(JSON.parse(decision.reply)));
    }
    const journal = await api(`/events?decision=${wanted}`);
    equal("journal of the decision", await page.locator(".log-line").count(), journal.items.length);
  };
  return { checks, id, symbol };
}
