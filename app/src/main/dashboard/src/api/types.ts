// Shapes of the HTTP contract, as far as they are shown. The exact decimal text of a number x is xExact.

export type Environment = "PAPER" | "DEMO" | "LIVE";
export type Action = "buy" | "sell" | "hold" | "close" | "no_entry";
export type Outcome = "accepted" | "amended" | "refused" | "held" | "expired";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Session {
  name: string;
  role: "viewer" | "operator" | "approver";
  proven: boolean;
}

export interface Status {
  ready: boolean;
  safe_to_trade: boolean;
  /** What stands against new exposure; what /safez says too. */
  not_safe_because: string[];
  reasons: string[];
  environment: Environment;
  broker: string;
  broker_name: string;
  broker_connected: boolean;
  market_source: string;
  market_description: string;
  simulated_market: boolean;
  market_time: string;
  market_speed: number | null;
  feed: { state: string; detail: string; age_ms: Record<string, number> };
  advisor: string;
  advisor_status: Record<string, unknown>;
  version: string;
  database: string;
  last_seq: number;
  facts_waiting: number;
  state: string;
  state_reasons: string[];
  symbols: string[];
  service: string;
  time: string;
}

export interface Scheduler {
  is_running: boolean;
  is_paused: boolean;
  last_run_at: string | null;
  next_run_at: string | null;
  consecutive_failures: number;
  cycle_number?: number;
  cycle_in_progress?: boolean;
  last_run_market_time?: string | null;
  jobs: { status: string }[];
}

export interface Position {
  symbol: string;
  side: "long" | "short";
  quantity: number;
  quantityExact: string;
  entryPrice: number;
  entryPriceExact: string;
  markPrice: number;
  markPriceExact: string;
  pnl: number;
  pnlExact: string;
  pnlPct: number;
  leverage: number;
  confidence: number;
  confidenceMissing?: boolean;
  exitPlan: { profitTarget: number; profitTargetExact?: string; stopLoss: number; stopLossExact?: string; invalidation: string };
  stopLossMissing?: boolean;
  profitTargetMissing?: boolean;
  stopVerifiedAt: string | null;
  liquidationPrice: number | null;
  liquidationDistancePct: number | null;
  notional: number;
  margin: number;
  fees: number;
  funding: number;
  risk: number | null;
  decisionId: string | null;
  entryRationale: string | null;
  openedAt: string;
  ageSeconds: number;
}

export interface Portfolio {
  portfolioId: string;
  mode: string;
  modeName: string;
  currency: string;
  equity: number;
  availableCash: number;
  totalPnl: number;
  pnlPct: number;
  sharpe: number;
  drawdownPct: number;
  startingCash: number;
  transfers: number;
  cash: number;
  realizedPnl: number;
  unrealizedPnl: number;
  fees: number;
  funding: number;
  margin: number;
  grossExposure: number;
  peakEquity: number;
  modelCostUsd: number;
  asOf: string;
  statistics: {
    sharpe: number | null;
    sortino: number | null;
    hours: number;
    maxDrawdownPct: number | null;
    trades: number;
    wins: number;
    losses: number;
    winRatePct: number | null;
    profitFactor: number | null;
    averageWin: number | null;
    averageLoss: number | null;
    expectancy: number | null;
  };
  positions: Position[];
  earlierAccounts?: ClosedAccount[];
  generatedAt: string;
}

export interface RuleResult {
  code: string;
  passed: boolean;
  limit: string | null;
  value: string | null;
  reason: string;
}

export interface Verdict {
  outcome: Outcome;
  rules: RuleResult[];
  quantity: number | null;
  referencePrice: number | null;
  ts: string;
}

export interface Decision {
  id: string;
  cycleId: string;
  advisor: string;
  model: string | null;
  symbol: string;
  action: Action;
  sizePct: number;
  quantity: number | null;
  leverage: number | null;
  confidence: number;
  stopLoss: number | null;
  takeProfit: number | null;
  maxSlippageBps: number | null;
  marketPrice: number | null;
  invalidation: string;
  rationale: string;
  createdAt: string;
  toolPayloadJson: string | null;
  prompt: { systemPrompt: string; userPayload: string; chainOfThought: string; invalidations: string[] };
  verdict: Verdict | null;
}

export interface Dossier extends Decision {
  reply: string | null;
  inputs: Inputs | null;
  orders: Order[];
  fills: Fill[];
  outcomes: TradeOutcome[];
  counterfactuals: Counterfactual[];
  cost: { usd: number; promptTokens: number; cachedPromptTokens?: number; completionTokens: number; per?: string } | null;
  marketView?: unknown;
}

export interface Inputs {
  advisor: string;
  model: string | null;
  promptVersion: string;
  promptHash: string;
  marketViewHash: string | null;
  status: string;
  detail: string;
  wallMillis: Record<string, number>;
  ruleIds: string[] | null;
  items: { status: string; code: string; detail: string; symbol: string | null; text: string }[];
  ts: string;
}

export interface OrderStep {
  state: string;
  ts: string;
  filledQuantity: number;
  averagePrice?: number | null;
  venueCode?: string;
  detail: string;
}

export interface Order {
  clientOrderId: string;
  venueOrderId: string | null;
  decisionId: string | null;
  symbol: string;
  side: "buy" | "sell";
  state: string;
  quantity: number | null;
  quantityExact?: string | null;
  filledQuantity: number;
  averagePrice: number | null;
  averagePriceExact?: string | null;
  origin: string;
  leg?: string;
  orderType?: string;
  limitPrice?: number | null;
  stopLoss?: number | null;
  takeProfit?: number | null;
  referencePrice?: number | null;
  reduceOnly?: boolean;
  reason?: string;
  venueCode: string;
  detail: string;
  createdAt: string;
  updatedAt: string;
  timeline: OrderStep[];
}

export interface Fill {
  fillId: string;
  clientOrderId: string | null;
  decisionId: string | null;
  symbol: string;
  side: "buy" | "sell";
  quantity: number;
  quantityExact: string;
  price: number;
  priceExact: string;
  fee: number;
  feeCurrency: string;
  liquidity: string;
  origin: string;
  ts: string;
}

export interface TradeOutcome {
  outcomeId: string;
  symbol: string;
  side: "long" | "short";
  quantity: number;
  quantityExact: string;
  entryPrice: number;
  entryPriceExact: string;
  exitPrice: number;
  exitPriceExact: string;
  leverage: number;
  grossPnl: number;
  fees: number;
  funding: number;
  netPnl: number;
  netPnlPct: number;
  mae: number;
  mfe: number;
  confidence: number | null;
  reason: string;
  openedByDecision: string | null;
  closedByDecision: string | null;
  ruleIds: string[];
  openedAt: string;
  ts: string;
}

export interface Counterfactual {
  decisionId: string;
  symbol: string;
  action: Action;
  why: string;
  horizon: string;
  priceThen: number;
  priceNow: number;
  movePct: number;
  ts: string;
}

export interface Alert {
  severity: "info" | "warning" | "critical";
  code: string;
  message: string;
  symbol: string | null;
  ts: string;
}

export interface RiskRule {
  code: string;
  limit: string;
  description: string;
  value: string | null;
  headroom: string | null;
  kept: boolean | null;
  last_fired: { at: string; decision_id: string; symbol: string; value: string } | null;
}

export interface Risk {
  state: string;
  reasons: string[];
  since: string;
  by: string;
  rules: RiskRule[];
}

export interface Prices {
  symbols: Record<string, { price: number | null; priceExact?: string; change_pct_24h: number | null; timestamp: string | null }>;
}

export interface Candle {
  timestamp: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  ema20?: number | null;
  ema50?: number | null;
  bollinger_upper?: number | null;
  bollinger_lower?: number | null;
  rsi14?: number | null;
  macd?: number | null;
  macd_signal?: number | null;
  macd_histogram?: number | null;
}

export interface EquityPoint {
  timestamp: string;
  equity: number;
  drawdownPct: number;
  totalPnl: number;
}

export interface BaselinePoint {
  timestamp: string;
  cash: number;
  buyAndHold: number | null;
  equalWeight: number | null;
}

export interface Baselines {
  currency: string;
  from: string;
  symbol: string | null;
  symbols: string[];
  note: string;
  items: BaselinePoint[];
}

export interface JournalEvent<P = Record<string, unknown>> {
  v: number;
  seq: number;
  ts: string;
  type: string;
  payload: P;
}

export interface EventPage<P = Record<string, unknown>> {
  items: JournalEvent<P>[];
  nextCursor: string | null;
  last_seq: number;
  /** Where the stretch begins that was asked for. */
  after?: number;
}

/** Stated confidence against what was won, for one model and prompt version. */
export interface CalibrationScore {
  model: string;
  promptVersion: string;
  trades: number;
  wins: number;
  meanConfidence: number | null;
  brier: number | null;
  bins: { from: number; to: number; trades: number; wins: number; meanConfidence: number; winRate: number | null }[];
}

export interface LearnedRule {
  ruleId: string;
  text: string;
  ruleType: string;
  status: string;
  pinned: boolean;
  learnedFrom: string[];
  effectiveness: number;
  applied: number;
  reason: string;
  by: string;
  at?: string;
  ts?: string;
  tradesWith?: number;
  winsWith?: number;
  tradesWithout?: number;
  winsWithout?: number;
}

export interface Plugin {
  name: string;
  path: string;
  sha256: string;
  status: string;
  reason: string;
  provides: { kind: string; id: string; displayName: string; environment: string | null }[];
}

export interface ControlReply {
  state: string;
  reasons: string[];
  actions: string[];
  /** Whether the venue has shown that nothing is left to do; of a stop alone, as its steps. */
  confirmed?: boolean;
  steps?: StopStep[];
}

/** What a stop did, in the order it happened. */
export interface StopStep {
  kind: "state" | "sent" | "cancelled" | "closed" | "failed" | "no_entries" | "flat";
  at: string;
  venue_at: string | null;
  text: string;
}

/** Account and limits of the section live of the configuration; exact decimal texts. */
export interface LiveTerms {
  account: string;
  max_position_notional: string;
  max_gross_notional: string;
  daily_loss_cap: string;
}

/** What stands between the service and real money. */
export interface Live {
  environment: Environment;
  locked: boolean;
  missing: string[];
  profile: LiveTerms | null;
  approved_until: string | null;
  approved_by: string[];
  waiting: { operator: string; terms: LiveTerms; at: string; expires_at: string; second_until: string }[];
}

/** Which broker trades, and the last step of the last change from one to another. */
export interface RuntimeMode {
  mode: "simulator" | "paper" | "live";
  /** Not told by an instance that stands by. */
  broker?: string;
  hand_over?: (HandOverStep & { id: string }) | null;
}

export interface HandOverStep {
  step: "begun" | "ready" | "quiet" | "completed" | "failed";
  from: string;
  to: string;
  by: string;
  at: string;
  detail: string[];
}

/** Books of an account at the moment another one took over. */
export interface ClosedAccount {
  brokerId: string;
  environment: Environment;
  currency: string;
  openedAt: string;
  closedAt: string;
  startingCash: number;
  realizedPnl: number;
  fees: number;
  funding: number;
  cash: number;
}

/** The recorded cycle of a decision made again. */
export interface ReplayReport {
  cycleId: string;
  replies: number;
  advised: number;
  verdicts: number;
  orders: number;
  skipped: number;
  unsent: number;
  found: number;
  differences: { decisionId: string | null; what: string; recorded: string; replayed: string }[];
}
