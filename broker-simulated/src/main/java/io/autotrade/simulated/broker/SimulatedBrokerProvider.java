package io.autotrade.simulated.broker;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.SpiVersion;
import io.autotrade.broker.Symbol;
import io.autotrade.simulated.Instruments;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Broker {@code simulated}: made-up money on the market the service watches. It reads section {@code simulated}, knows
 * the six large USDT perpetuals and every configured symbol with the same quote currency, and supports every
 * capability.
 */
public final class SimulatedBrokerProvider implements BrokerProvider {

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "simulated";
    }

    @Override
    public String displayName() {
        return "Simulated broker";
    }

    @Override
    public Environment environment() {
        return Environment.PAPER;
    }

    @Override
    public String configurationSection() {
        return Terms.SECTION;
    }

    @Override
    public JsonObject configurationSchema() {
        return Terms.schema();
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        try {
            Terms terms = Terms.from(context.configuration());
            String currency = currencyOf(context);
            Vault vault = new Vault(context.store());
            return vault.load()
                    .compose(stored -> stored == null ? create(context, terms, vault) : Future.succeededFuture(stored))
                    .map(state -> broker(context, terms, currency, vault, state))
                    .recover(failure -> Future.failedFuture(
                            failure instanceof BrokerException
                                    ? failure
                                    : new BrokerException(
                                            new BrokerFault.Unavailable(
                                                    "the simulated account cannot be read: " + failure.getMessage()),
                                            failure)));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(
                    new BrokerException(new BrokerFault.Malformed(String.valueOf(e.getMessage())), e));
        }
    }

    private static Future<State> create(BrokerContext context, Terms terms, Vault vault) {
        State state = State.opened(terms.startingCash(), context.clock().instant());
        return vault.save(state, new Changes()).map(state);
    }

    private static Broker broker(BrokerContext context, Terms terms, String currency, Vault vault, State state) {
        SortedSet<Symbol> symbols = Instruments.known();
        symbols.removeIf(symbol -> !Instruments.quoteOf(symbol).equals(currency));
        symbols.addAll(context.symbols());
        symbols.addAll(state.holdings.keySet());
        state.orders.values().forEach(open -> symbols.add(open.order().symbol()));
        SortedMap<Symbol, Instrument> instruments = Instruments.of(symbols);
        instruments.replaceAll((symbol, instrument) ->
                Instruments.withMargin(instrument, terms.maxLeverage(), terms.maintenanceMarginRate()));
        Function<State, Engine> engines = loaded -> {
            Engine engine = new Engine(terms, instruments, loaded, vault.finishedIds(), currency);
            symbols.forEach(symbol -> context.market().latest(symbol).ifPresent(engine::see));
            return engine;
        };
        Account account =
                new Account(vault, engines.apply(state), engines, context.clock(), context.logger(), context.metrics());
        return new SimulatedBroker(context, instruments, account);
    }

    /** The account has one currency, so all symbols must be quoted in it. */
    private static String currencyOf(BrokerContext context) {
        TreeSet<String> quotes = new TreeSet<>();
        context.symbols().forEach(symbol -> quotes.add(Instruments.quoteOf(symbol)));
        if (quotes.size() > 1) {
            throw new IllegalArgumentException("the simulated account has one currency, but the symbols are quoted in "
                    + String.join(" and ", quotes));
        }
        return quotes.isEmpty() ? "USDT" : quotes.first();
    }
}
