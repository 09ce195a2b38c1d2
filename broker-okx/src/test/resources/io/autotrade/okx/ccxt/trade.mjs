// Trades with ccxt's OKX client against an exchange at the address of the first argument, and says what it saw, as JSON.
import ccxt from 'ccxt';

const [address, apiKey, secret, password] = process.argv.slice(2);
const okx = new ccxt.okx({ apiKey, secret, password, enableRateLimit: true });
okx.setSandboxMode(true);
okx.urls.api = { rest: address };
const symbol = 'BTC/USDT:USDT';
const seen = { version: ccxt.version };

const markets = await okx.loadMarkets();
const market = markets[symbol];
seen.market = { contractSize: market.contractSize, amountStep: market.precision.amount, priceStep: market.precision.price,
  minimum: market.limits.amount.min, linear: market.linear, settle: market.settle };
seen.time = Math.abs(await okx.fetchTime() - Date.now()) < 60000;
const ticker = await okx.fetchTicker(symbol);
seen.ticker = { bid: ticker.bid, ask: ticker.ask, last: ticker.last };
const candles = await okx.fetchOHLCV(symbol, '1m', undefined, 50);
seen.candles = { count: candles.length, stepped: candles.every((row, i) => i === 0 || row[0] - candles[i - 1][0] === 60000) };
const book = await okx.fetchOrderBook(symbol, 5);
seen.book = { bids: book.bids.length, asks: book.asks.length, spread: book.asks[0][0] - book.bids[0][0] };
seen.trades = (await okx.fetchTrades(symbol, undefined, 5)).length;
seen.funding = (await okx.fetchFundingRate(symbol)).fundingRate;
seen.before = (await okx.fetchBalance()).USDT.total;
seen.leverage = (await okx.setLeverage(5, symbol, { mgnMode: 'cross' })).code ?? '0';

const params = { tdMode: 'cross' };
const limit = await okx.createOrder(symbol, 'limit', 'buy', 3, 49000, { ...params, clientOrderId: 'ccxtlimit1' });
const resting = await okx.fetchOrder(limit.id, symbol);
seen.limit = { status: resting.status, price: resting.price, amount: resting.amount, clientOrderId: resting.clientOrderId };
seen.open = (await okx.fetchOpenOrders(symbol)).map(order => order.id === limit.id);
const amended = await okx.editOrder(limit.id, symbol, 'limit', 'buy', 4, 49100);
seen.amended = (await okx.fetchOrder(amended.id, symbol)).amount;
await okx.cancelOrder(limit.id, symbol);
seen.canceled = (await okx.fetchOrder(limit.id, symbol)).status;

const entry = await okx.createOrder(symbol, 'market', 'buy', 2, undefined, params);
const filled = await okx.fetchOrder(entry.id, symbol);
seen.market_order = { status: filled.status, filled: filled.filled, average: filled.average, feeCost: filled.fee.cost };
const positions = await okx.fetchPositions([symbol]);
seen.position = positions.map(each => ({ side: each.side, contracts: each.contracts, entryPrice: each.entryPrice }));
const fills = await okx.fetchMyTrades(symbol);
seen.fills = fills.map(each => ({ price: each.price, amount: each.amount, takerOrMaker: each.takerOrMaker }));
await okx.createOrder(symbol, 'market', 'sell', 2, undefined, { ...params, reduceOnly: true });
seen.flat = (await okx.fetchPositions([symbol])).filter(each => each.contracts > 0).length;
seen.closed = (await okx.fetchClosedOrders(symbol)).length;
seen.canceledOrders = (await okx.fetchCanceledOrders(symbol)).length;

const refusal = async work => {
  try {
    await work();
    return 'accepted';
  } catch (e) {
    return e.constructor.name;
  }
};
seen.refusals = {
  tooLarge: await refusal(() => okx.createOrder(symbol, 'limit', 'buy', 5000000, 49000, params)),
  unknown: await refusal(() => okx.fetchOrder('1', symbol)),
  twice: await refusal(() => okx.cancelOrder(limit.id, symbol)),
};
okx.secret = 'WRONG';
seen.refusals.signature = await refusal(() => okx.fetchBalance());
console.log(JSON.stringify(seen));
