package io.autotrade.advisor.llm;

import static io.autotrade.advisor.llm.DecisionParserTest.CONTEXT;
import static io.autotrade.advisor.llm.Samples.SYMBOLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived.Item;
import io.autotrade.bus.Decision;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a model says: no crash, no order nobody asked for, and next to no sound item lost. */
class DecisionParserFuzzTest {

    private static final Set<String> STATUSES = Set.of("accepted", "repaired", "refused");
    private static final BigDecimal MAX = new BigDecimal("1e12");
    private static int sound;
    private static int kept;

    /** Only the first symbol is to be bought; the others are named, but never with BUY or SELL. */
    private static final String REPLY =
            "{\"decisions\":[{\"symbol\":\"BTC-USDT-SWAP\",\"action\":\"BUY\",\"size_pct\":5,\"leverage\":2,\"confidence\":0.7,"
                    + "\"stop_loss\":2900.5,\"take_profit\":3300,\"rationale\":\"levels [1] and {2}\"},"
                    + "{\"symbol\":\"ETH-USDT-SWAP\",\"action\":\"HOLD\",\"confidence\":0.6},"
                    + "{\"symbol\":\"SOL-USDT-SWAP\",\"action\":\"NO_ENTRY\"}]}";

    @Property(tries = 3000)
    void survivesDamageWithoutOrdersNobodyAskedFor(@ForAll Random random) {
        String damaged = damage(REPLY, random);

        ParsedReply parsed = DecisionParser.parse(damaged, CONTEXT);

        isSane(parsed);
        assertThat(parsed.decisions())
                .filteredOn(d -> d.action() == Action.BUY || d.action() == Action.SELL)
                .extracting(d -> d.symbol().value())
                .isSubsetOf("BTC-USDT-SWAP");
    }

    @Property(tries = 3000)
    void survivesAnything(@ForAll("soup") String reply) {
        ParsedReply parsed = DecisionParser.parse(reply, CONTEXT);

        isSane(parsed);
        if (!reply.contains("BUY")) {
            assertThat(parsed.decisions()).extracting(Decision::action).doesNotContain(Action.BUY);
        }
    }

    /** One item is damaged, in any way; the others are not. */
    @Property(tries = 3000)
    void keepsTheOtherItemsWhenOneIsDamaged(@ForAll Random random) {
        List<String> items = new ArrayList<>();
        for (Symbol symbol : SYMBOLS) {
            items.add("{\"symbol\":\"" + symbol + "\",\"action\":\"NO_ENTRY\",\"confidence\":0."
                    + (1 + random.nextInt(8)) + ",\"rationale\":\"no \\\"edge\\\", wait\"}");
        }
        int victim = random.nextInt(items.size());
        items.set(victim, damage(items.get(victim), random));
        String reply = items.stream().collect(Collectors.joining(", ", "{\"decisions\": [", "]}"));

        ParsedReply parsed = DecisionParser.parse(reply, CONTEXT);

        Symbol damaged = SYMBOLS.get(victim);
        isSane(parsed);
        sound += items.size() - 1;
        kept += (int) parsed.decisions().stream()
                .filter(decision -> !decision.symbol().equals(damaged))
                .count();
    }

    @AfterContainer
    static void atLeastNinetyNinePercentWereKept() {
        assertThat(sound).isPositive();
        assertThat(kept * 100.0 / sound).isGreaterThanOrEqualTo(99.0);
    }

    private static void isSane(ParsedReply parsed) {
        assertThat(parsed.items()).extracting(Item::status).isSubsetOf(STATUSES);
        assertThat(parsed.decisions()).extracting(Decision::symbol).doesNotHaveDuplicates();
        assertThat(parsed.decisions().size()).isEqualTo((int) parsed.items().stream()
                .filter(item -> !item.status().equals("refused"))
                .count());
        for (Decision d : parsed.decisions()) {
            assertThat(SYMBOLS).contains(d.symbol());
            within(d.sizePct(), new BigDecimal("100"));
            within(d.confidence(), BigDecimal.ONE);
            within(d.leverage(), new BigDecimal("20"));
            within(d.quantity(), MAX);
            within(d.stopLoss(), MAX);
            within(d.takeProfit(), MAX);
        }
    }

    private static void within(BigDecimal value, BigDecimal max) {
        if (value != null) {
            assertThat(value).isBetween(BigDecimal.ZERO, max);
        }
    }

    /** One to four edits: letters lost, doubled, swapped, replaced, or the end cut off. */
    private static String damage(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        String alphabet = "{}[]\",:'\\ \n0-9.eNaItrue\u201c\u0000";
        for (int edits = 1 + random.nextInt(4); edits > 0 && out.length() > 2; edits--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 2 -> out.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                default -> out.insert(at, out.charAt(at));
            }
        }
        return out.toString();
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "'",
                        ",",
                        ":",
                        "\\",
                        "\n",
                        "```json",
                        "```",
                        "<think>",
                        "</think>",
                        "\"symbol\":",
                        "\"action\":",
                        "\"decisions\":",
                        "\"BTC-USDT-SWAP\"",
                        "\"ETH-USDT-SWAP\"",
                        "\"BUY\"",
                        "\"HOLD\"",
                        "\"CLOSE\"",
                        "\"size_pct\":",
                        "NaN",
                        "1e99",
                        "-5",
                        "0.7",
                        "null",
                        "// ",
                        "/* ",
                        "*/",
                        "\ud83d",
                        "\u0000")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }
}
