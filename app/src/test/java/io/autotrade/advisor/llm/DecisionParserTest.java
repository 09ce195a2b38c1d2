package io.autotrade.advisor.llm;

import static io.autotrade.advisor.llm.Samples.ETH;
import static io.autotrade.advisor.llm.Samples.SYMBOLS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived.Item;
import io.autotrade.bus.Decision;
import io.autotrade.bus.EventJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

class DecisionParserTest {

    private static final Path CORPUS = Path.of("src/test/resources/replies");

    static final ParseContext CONTEXT =
            new ParseContext("cycle-1", Set.copyOf(SYMBOLS), Map.of(ETH, PositionSide.LONG), false);

    @TestFactory
    Stream<DynamicTest> readsEveryReplyOfTheCorpusAsExpected() throws IOException {
        return Stream.concat(
                        Files.readAllLines(CORPUS.resolve("hand-made.jsonl")).stream(),
                        Files.readAllLines(CORPUS.resolve("generated.jsonl")).stream())
                .map(line -> EventJson.read(line, JsonNode.class))
                .map(expected -> DynamicTest.dynamicTest(expected.path("name").asText(), () -> holds(expected)));
    }

    private static void holds(JsonNode expected) {
        ParseContext context = new ParseContext(
                "cycle-1",
                Set.copyOf(SYMBOLS),
                Map.of(ETH, PositionSide.LONG),
                expected.path("allowShort").asBoolean(false));

        ParsedReply parsed = DecisionParser.parse(expected.path("reply").asText(), context);

        assertThat(parsed.decisions().stream().map(DecisionParserTest::summary))
                .containsExactlyInAnyOrderElementsOf(texts(expected.path("decisions")));
        assertThat(parsed.items().stream()
                        .filter(item -> item.status().equals("refused"))
                        .map(item -> item.code() + ' ' + (item.symbol() == null ? "-" : item.symbol())))
                .containsExactlyInAnyOrderElementsOf(texts(expected.path("refused")));
        assertThat(parsed.readable()).isEqualTo(expected.path("readable").asBoolean());
        assertThat(parsed.items())
                .allSatisfy(item -> assertThat(item.code().isEmpty())
                        .isEqualTo(item.status().equals("accepted")));
        for (JsonNode code : expected.path("repairs")) {
            assertThat(parsed.items()).anyMatch(item -> item.code().contains(code.asText()));
        }
    }

    @Test
    void theCorpusIsLargeAndTheGeneratedPartIsWhatTheGeneratorMakes() throws IOException {
        List<String> generated = Files.readAllLines(ReplyCorpus.FILE);

        assertThat(generated).isEqualTo(ReplyCorpus.generate());
        assertThat(generated.size()).isGreaterThanOrEqualTo(300);
        assertThat(Files.readAllLines(CORPUS.resolve("hand-made.jsonl")).size()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void givesDecisionIdsThatFollowFromCycleAndSymbol() {
        String reply = "[{\"symbol\":\"ETH-USDT-SWAP\",\"action\":\"CLOSE\"}]";

        assertThat(DecisionParser.parse(reply, CONTEXT)).isEqualTo(DecisionParser.parse(reply, CONTEXT));
        assertThat(DecisionParser.parse(reply, CONTEXT).decisions().getFirst().decisionId())
                .isEqualTo(io.autotrade.advisor.DecisionIds.of("cycle-1", ETH));
    }

    @Test
    void callsAnItemAcceptedOnlyWhenNothingHadToBeRepaired() {
        List<Item> items = DecisionParser.parse(
                        "{\"decisions\":[{\"symbol\":\"ETH-USDT-SWAP\",\"action\":\"CLOSE\"},"
                                + "{\"symbol\":\"btc\",\"action\":\"no entry\",\"confidence\":55}]}",
                        CONTEXT)
                .items();

        assertThat(items.getFirst().status()).isEqualTo("accepted");
        assertThat(items.getLast().status()).isEqualTo("repaired");
        assertThat(items.getLast().code()).isEqualTo("action_form+confidence_percent+symbol_form");
    }

    @Test
    @Timeout(10)
    void spendsBoundedTimeOnHostileReplies() {
        for (String seed : List.of(
                "{", "[", "{}", "[{", "[\"", "{\"a\":", "[[1],", "{\"symbol\":\"", "//", "/*", "\\u", "<think>")) {
            String reply = seed.repeat(DecisionParser.MAX_CHARS / seed.length());
            assertThat(DecisionParser.parse(reply, CONTEXT).decisions()).isEmpty();
        }
        String many = "[" + "{\"symbol\":\"BTC-USDT-SWAP\",\"action\":\"HOLD\"},".repeat(4000) + "]";
        assertThat(DecisionParser.parse(many, CONTEXT).decisions()).hasSize(1);
        assertThat(DecisionParser.parse(" ".repeat(DecisionParser.MAX_CHARS) + "x", CONTEXT)
                        .readable())
                .isFalse();
    }

    @Test
    void takesASellAsAnEntryOnlyWhereShortsAreAllowed() {
        String reply = "[{\"symbol\":\"BTC-USDT-SWAP\",\"action\":\"SELL\",\"size_pct\":3}]";
        ParseContext shorts = new ParseContext("c", Set.copyOf(SYMBOLS), Map.of(), true);

        assertThat(DecisionParser.parse(reply, CONTEXT).decisions()).isEmpty();
        assertThat(DecisionParser.parse(reply, shorts).decisions())
                .extracting(Decision::action)
                .containsExactly(Action.SELL);
    }

    static String summary(Decision d) {
        return String.join(
                " ",
                d.symbol().value(),
                d.action().name(),
                text(d.sizePct()),
                text(d.leverage()),
                text(d.confidence()),
                text(d.stopLoss()),
                text(d.takeProfit()));
    }

    private static String text(BigDecimal value) {
        return value == null ? "-" : value.stripTrailingZeros().toPlainString();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
