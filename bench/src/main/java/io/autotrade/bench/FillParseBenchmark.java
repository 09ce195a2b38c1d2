package io.autotrade.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.okx.model.Cause;
import io.autotrade.okx.model.FillRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Exchange;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of OKX to fills: a page of a hundred of them, and the push of an order that tells of one. Beside them
 * what Jackson needs for the tree alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FillParseBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FILLS = 100;

    private final SwapSpec spec = SwapSpec.parse(row("""
                    {"instType":"SWAP","instId":"BTC-USDT-SWAP","ctType":"linear","ctVal":"0.01","ctMult":"1",
                     "ctValCcy":"BTC","settleCcy":"USDT","lotSz":"0.01","minSz":"0.01","tickSz":"0.1","lever":"100",
                     "state":"live","maxLmtSz":"100000000","maxMktSz":"12000"}""")).orElseThrow();
    private final Buffer page = Buffer.buffer("{\"code\":\"0\",\"msg\":\"\",\"data\":["
            + IntStream.range(0, FILLS).mapToObj(FillParseBenchmark::fill).collect(Collectors.joining(",")) + "]}");
    private final Buffer push = Buffer.buffer(push());
    private final Cause cause = new Cause(new ClientOrderId("t1a2b3c4"), OrderOrigin.SERVICE);

    private static Row row(String json) {
        try {
            return new Row(JSON.readTree(json));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fill(int number) {
        return "{\"instType\":\"SWAP\",\"instId\":\"BTC-USDT-SWAP\",\"tradeId\":\"" + (1_412_345_678L + number)
                + "\",\"ordId\":\"3051122334455667788\",\"clOrdId\":\"t1a2b3c4\",\"billId\":\""
                + (3_051_122_334_455_668_000L + number)
                + "\",\"subType\":\"1\",\"tag\":\"autotradeentry\",\"fillPx\":\"60000.1\",\"fillSz\":\"0.5\",\"fillIdxPx\":\"60000.7\","
                + "\"fillPnl\":\"0\",\"fillPxVol\":\"\",\"fillPxUsd\":\"\",\"fillMarkVol\":\"\",\"fillFwdPx\":\"\","
                + "\"fillMarkPx\":\"60001.3\",\"side\":\"buy\",\"posSide\":\"net\",\"execType\":\"T\",\"feeCcy\":\"USDT\","
                + "\"fee\":\"-0.15000025\",\"feeRate\":\"-0.0005\",\"tradeQuoteCcy\":\"\",\"ts\":\"1772600767126\","
                + "\"fillTime\":\"1772600767125\"}";
    }

    private static String push() {
        return "{\"arg\":{\"channel\":\"orders\",\"instType\":\"SWAP\",\"uid\":\"412345678901234567\"},\"data\":[{"
                + "\"accFillSz\":\"0.5\",\"algoClOrdId\":\"\",\"algoId\":\"\",\"amendResult\":\"\",\"amendSource\":\"\","
                + "\"attachAlgoClOrdId\":\"\",\"attachAlgoOrds\":[],\"avgPx\":\"60000.1\",\"cTime\":\"1772600767118\","
                + "\"cancelSource\":\"\",\"category\":\"normal\",\"ccy\":\"\",\"clOrdId\":\"t1a2b3c4\",\"code\":\"0\","
                + "\"execType\":\"T\",\"fee\":\"-0.15000025\",\"feeCcy\":\"USDT\",\"fillFee\":\"-0.15000025\","
                + "\"fillFeeCcy\":\"USDT\",\"fillFwdPx\":\"\",\"fillIdxPx\":\"60000.7\",\"fillMarkPx\":\"60001.3\","
                + "\"fillMarkVol\":\"\",\"fillNotionalUsd\":\"300.0005\",\"fillPnl\":\"0\",\"fillPx\":\"60000.1\","
                + "\"fillPxUsd\":\"\",\"fillPxVol\":\"\",\"fillSz\":\"0.5\",\"fillTime\":\"1772600767125\","
                + "\"instId\":\"BTC-USDT-SWAP\",\"instType\":\"SWAP\",\"isTpLimit\":\"false\",\"lastPx\":\"60000.1\","
                + "\"lever\":\"5\",\"linkedAlgoOrd\":{\"algoId\":\"\"},\"msg\":\"\",\"notionalUsd\":\"498.0008\","
                + "\"ordId\":\"3051122334455667788\",\"ordType\":\"limit\",\"pnl\":\"0\",\"posSide\":\"net\",\"px\":\"60000.1\","
                + "\"pxType\":\"\",\"pxUsd\":\"\",\"pxVol\":\"\",\"quickMgnType\":\"\",\"rebate\":\"0\",\"rebateCcy\":\"USDT\","
                + "\"reduceOnly\":\"false\",\"reqId\":\"\",\"side\":\"buy\",\"slOrdPx\":\"\",\"slTriggerPx\":\"\","
                + "\"slTriggerPxType\":\"\",\"source\":\"\",\"state\":\"partially_filled\",\"stpId\":\"\","
                + "\"stpMode\":\"cancel_maker\",\"sz\":\"0.83\",\"tag\":\"\",\"tdMode\":\"cross\",\"tgtCcy\":\"\","
                + "\"tpOrdPx\":\"\",\"tpTriggerPx\":\"\",\"tpTriggerPxType\":\"\",\"tradeId\":\"1412345678\","
                + "\"tradeQuoteCcy\":\"\",\"uTime\":\"1772600767126\"}]}";
    }

    /** Per fill. */
    @Benchmark
    @OperationsPerInvocation(FILLS)
    public List<Fill> fillsOfAPage() {
        List<Fill> fills = new ArrayList<>(FILLS);
        if (Exchange.read(200, page) instanceof Exchange.Replied replied) {
            replied.rows().forEach(row -> {
                FillRow fill = new FillRow(row, spec);
                if (!fill.isForced()) {
                    fills.add(fill.fill(fill.plainCause().orElse(cause)));
                }
            });
        }
        if (fills.size() != FILLS) {
            throw new IllegalStateException(fills.size() + " fills were read");
        }
        return fills;
    }

    /** Per fill: the tree of the page and nothing else. */
    @Benchmark
    @OperationsPerInvocation(FILLS)
    public JsonNode treeOfThePage() throws IOException {
        return JSON.readTree(page.getBytes());
    }

    @Benchmark
    public Fill fillOfAPush() throws IOException {
        Row row = Row.list(JSON.readTree(push.getBytes()).path("data")).getFirst();
        return new OrderRow(row, spec).pushedFill(cause).orElseThrow();
    }

    @Benchmark
    public JsonNode treeOfThePush() throws IOException {
        return JSON.readTree(push.getBytes());
    }
}
