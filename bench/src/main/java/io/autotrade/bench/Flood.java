package io.autotrade.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * An exchange that does nothing but push, as fast as it is read: tickers, trades, books, books5 and candles of five
 * instruments in the shape of OKX. Answers the three reads with which the market source opens. A process of its own, so
 * that its work is not counted: {@code Flood} prints its port and runs until it is killed.
 */
final class Flood {

    private static final String[] COINS = {"BTC", "ETH", "SOL", "XRP", "DOGE"};
    private static final int ROUNDS = 4_000;
    private static final int ROUNDS_AT_A_TIME = 5;
    private static final long FIRST_SEQUENCE = 5_512_345_600L;

    /** Groups of rounds whose candles are still to be sent: the two sockets keep in proportion. */
    private static final BlockingQueue<Boolean> CANDLES_DUE = new ArrayBlockingQueue<>(16);

    private final Random random = new Random(1);
    private final List<byte[]> groups = new ArrayList<>();
    private final long[] sequences = new long[COINS.length];
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private int count;

    private Flood() {}

    public static void main(String[] args) throws IOException {
        Flood publicFlood = new Flood();
        List<byte[]> publicFrames = publicFlood.publicFrames();
        List<byte[]> candleFrames = new Flood().candleFrames();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            long bytes = publicFrames.stream().mapToLong(group -> group.length).sum();
            System.err.printf("%d messages of %d bytes on average%n", publicFlood.count, bytes / publicFlood.count);
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket, publicFrames, candleFrames));
            }
        }
    }

    private static void serve(Socket socket, List<byte[]> publicFrames, List<byte[]> candleFrames) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (true) {
                String request = in.readLine();
                if (request == null) {
                    return;
                }
                String key = "";
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
                        key = line.substring(line.indexOf(':') + 1).strip();
                    }
                }
                if (key.isEmpty()) {
                    answer(socket.getOutputStream(), request);
                } else {
                    OutputStream out = socket.getOutputStream();
                    shakeHands(out, key);
                    if (request.contains("business")) {
                        pushCandles(out, candleFrames);
                    } else {
                        pushRest(out, publicFrames);
                    }
                    return;
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shakeHands(OutputStream out, String key) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    // Requests are small; they wait in the socket and are never read.

    private static void pushRest(OutputStream out, List<byte[]> groups) throws IOException, InterruptedException {
        while (true) {
            for (byte[] group : groups) {
                out.write(group);
                CANDLES_DUE.put(true);
            }
        }
    }

    private static void pushCandles(OutputStream out, List<byte[]> groups) throws IOException, InterruptedException {
        while (true) {
            for (byte[] group : groups) {
                out.write(group);
                CANDLES_DUE.take();
            }
        }
    }

    private static void answer(OutputStream out, String request) throws IOException {
        StringBuilder data = new StringBuilder();
        if (request.contains("/public/time")) {
            data.append("{\"ts\":\"").append(System.currentTimeMillis()).append("\"}");
        } else if (request.contains("/public/instruments")) {
            for (String coin : COINS) {
                data.append(data.isEmpty() ? "" : ",")
                        .append("{\"instType\":\"SWAP\",\"instId\":\"")
                        .append(coin)
                        .append(
                                "-USDT-SWAP\",\"ctType\":\"linear\",\"ctVal\":\"0.01\",\"ctMult\":\"1\",\"ctValCcy\":\"")
                        .append(coin)
                        .append(
                                "\",\"settleCcy\":\"USDT\",\"lotSz\":\"0.01\",\"minSz\":\"0.01\",\"tickSz\":\"0.1\","
                                        + "\"lever\":\"100\",\"state\":\"live\",\"maxLmtSz\":\"100000000\",\"maxMktSz\":\"12000\"}");
            }
        }
        byte[] body = ("{\"code\":\"0\",\"msg\":\"\",\"data\":[" + data + "]}").getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** In every round each instrument has one ticker, two trades, two book updates and one book of five levels. */
    private List<byte[]> publicFrames() {
        for (int i = 0; i < COINS.length; i++) {
            for (String channel : new String[] {"tickers", "mark-price", "trades", "books5", "funding-rate", "books"}) {
                acknowledge(channel, COINS[i]);
            }
        }
        for (int i = 0; i < COINS.length; i++) {
            sequences[i] = FIRST_SEQUENCE;
            book(i, "snapshot", 400, -1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < COINS.length; i++) {
                ticker(i, round);
                trade(i, round);
                book(i, "update", 8, sequences[i]);
                top(i);
                trade(i, round);
                book(i, "update", 8, sequences[i]);
            }
            endRound(round);
        }
        return groups;
    }

    private List<byte[]> candleFrames() {
        for (String coin : COINS) {
            acknowledge("candle1m", coin);
        }
        for (int round = 0; round < ROUNDS; round++) {
            long opens = 1_772_600_760_000L + round / 60 * 60_000L;
            for (int i = 0; i < COINS.length; i++) {
                frame("{\"arg\":{\"channel\":\"candle1m\",\"instId\":\"" + COINS[i] + "-USDT-SWAP\"},\"data\":[[\""
                        + opens + "\",\"" + price() + "\",\"61900.5\",\"58000.1\",\"" + price()
                        + "\",\"812.31\",\"8.1231\",\"487400.12\",\"" + (round % 60 == 59 ? 1 : 0) + "\"]]}");
            }
            endRound(round);
        }
        return groups;
    }

    /** What comes before the first round goes with its group. */
    private void endRound(int round) {
        if ((round + 1) % ROUNDS_AT_A_TIME == 0) {
            groups.add(frames.toByteArray());
            frames.reset();
        }
    }

    private void acknowledge(String channel, String coin) {
        frame("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"" + coin
                + "-USDT-SWAP\"},\"connId\":\"a1b2c3d4\"}");
    }

    private String price() {
        return (59_000 + random.nextInt(2_000)) + "." + random.nextInt(10);
    }

    private String arg(String channel, int coin) {
        return "{\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"" + COINS[coin] + "-USDT-SWAP\"}";
    }

    private void ticker(int coin, int round) {
        frame(arg("tickers", coin) + ",\"data\":[{\"instType\":\"SWAP\",\"instId\":\"" + COINS[coin]
                + "-USDT-SWAP\",\"last\":\"" + price()
                + "\",\"lastSz\":\"0.5\",\"askPx\":\"60000.2\",\"askSz\":\"120.31\","
                + "\"bidPx\":\"60000.1\",\"bidSz\":\"88.02\",\"open24h\":\"59100\",\"high24h\":\"60510.4\","
                + "\"low24h\":\"58890\",\"volCcy24h\":\"51230.11\",\"vol24h\":\"5123011\",\"sodUtc0\":\"59500\","
                + "\"sodUtc8\":\"59320\",\"ts\":\"" + (1_772_600_767_089L + round * 100L) + "\"}]}");
    }

    private void trade(int coin, int round) {
        frame(arg("trades", coin) + ",\"data\":[{\"instId\":\"" + COINS[coin] + "-USDT-SWAP\",\"tradeId\":\""
                + (1_412_345_678L + count) + "\",\"px\":\"" + price() + "\",\"sz\":\"3.21\",\"side\":\""
                + (count % 2 == 0 ? "buy" : "sell") + "\",\"ts\":\"" + (1_772_600_767_101L + round * 100L)
                + "\",\"count\":\"2\",\"source\":\"0\",\"seqId\":" + (88_123_456L + count) + "}]}");
    }

    private void top(int coin) {
        frame(arg("books5", coin) + ",\"data\":[{\"asks\":" + levels(60_000, 5, 1, false) + ",\"bids\":"
                + levels(59_999, 5, -1, false) + ",\"instId\":\"" + COINS[coin]
                + "-USDT-SWAP\",\"ts\":\"1772600767200\",\"seqId\":" + sequences[coin] + "}]}");
    }

    private void book(int coin, String action, int levels, long previous) {
        if (previous >= 0) {
            sequences[coin] = previous + 1 + random.nextInt(40);
        }
        boolean update = action.equals("update");
        frame(arg("books", coin) + ",\"action\":\"" + action + "\",\"data\":[{\"asks\":"
                + levels(60_000, levels, 1, update) + ",\"bids\":" + levels(59_999, levels, -1, update)
                + ",\"ts\":\"1772600767200\",\"checksum\":0,\"prevSeqId\":" + previous + ",\"seqId\":" + sequences[coin]
                + "}]}");
    }

    /** A fifth of the levels of an update is taken away, most of the others are near the best. */
    private String levels(int best, int levels, int step, boolean update) {
        StringBuilder text = new StringBuilder("[");
        int at = 0;
        for (int i = 0; i < levels; i++) {
            at += update ? 1 + random.nextInt(i < 5 ? 3 : 40) : 1;
            boolean gone = update && random.nextInt(5) == 0;
            String size = gone ? "0" : random.nextInt(500) + "." + random.nextInt(100);
            long tenths = best * 10L + (long) step * at;
            text.append(i == 0 ? "[\"" : ",[\"")
                    .append(tenths / 10)
                    .append('.')
                    .append(tenths % 10)
                    .append("\",\"")
                    .append(size)
                    .append("\",\"0\",\"")
                    .append(gone ? 0 : 1 + random.nextInt(20))
                    .append("\"]");
        }
        return text.append(']').toString();
    }

    private void frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frames.write(0x81);
        if (bytes.length < 126) {
            frames.write(bytes.length);
        } else if (bytes.length < 65_536) {
            frames.write(126);
            frames.write(bytes.length >>> 8);
            frames.write(bytes.length);
        } else {
            frames.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frames.write((int) ((long) bytes.length >>> shift));
            }
        }
        frames.writeBytes(bytes);
        count++;
    }
}
