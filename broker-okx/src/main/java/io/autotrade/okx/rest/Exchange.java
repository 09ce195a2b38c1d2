package io.autotrade.okx.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.BrokerFault;
import io.autotrade.okx.model.Row;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** What became of one request, before anybody judges it. */
public sealed interface Exchange {

    /** Reads the envelope of an answer; pages of a proxy and half an answer are no answer. */
    static Exchange read(int status, Buffer body) {
        JsonNode root;
        try {
            root = Replied.JSON.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            return new Lost("HTTP " + status + " with an answer that is not JSON");
        } catch (IOException e) {
            return new Lost("HTTP " + status + " with an answer that cannot be read");
        }
        JsonNode code = root == null ? null : root.get("code");
        if (root == null || code == null || !code.isValueNode() || code.asText().isEmpty()) {
            return new Lost("HTTP " + status + " with an answer that is not an envelope of OKX");
        }
        String base = Replied.base(code.asText());
        return new Replied(status, base, root.path("msg").asText(""), root.path("data"));
    }

    /** Nothing left this process. */
    record NotSent(BrokerFault fault) implements Exchange {}

    /** Something may have left, and no answer that can be understood came back. */
    record Lost(String why) implements Exchange {}

    /**
     * OKX answered.
     *
     * @param status HTTP status; says little, the code counts
     * @param code of the envelope, without a suffix after an underscore
     * @param data usually an array of rows
     */
    record Replied(int status, String code, String message, JsonNode data) implements Exchange {

        private static final ObjectMapper JSON = new ObjectMapper();

        public List<Row> rows() {
            return Row.list(data);
        }

        /** The code that decides about a call for one item: that of the item where it has one. */
        public String decidingCode() {
            for (Row row : rows()) {
                String item = base(row.text("sCode"));
                if (!item.isEmpty() && !item.equals("0")) {
                    return item;
                }
            }
            return code;
        }

        /** The text that belongs to {@link #decidingCode()}. */
        public String decidingMessage() {
            for (Row row : rows()) {
                if (!base(row.text("sCode")).isEmpty() && !row.text("sCode").equals("0")) {
                    return row.text("sMsg");
                }
            }
            return message;
        }

        static String base(String code) {
            int suffix = code.indexOf('_');
            return suffix < 0 ? code : code.substring(0, suffix);
        }
    }
}
