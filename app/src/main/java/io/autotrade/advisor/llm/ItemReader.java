package io.autotrade.advisor.llm;

import io.autotrade.advisor.DecisionIds;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns one item of a reply into a decision, or says why not.
 *
 * <p>A number that is none, infinite or negative refuses the item whatever its action. A number that is only out of
 * range refuses an item that would open a position; for others it is dropped, because an exit must not fail over a
 * field that an exit does not use.
 */
final class ItemReader {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MAX_LEVERAGE = BigDecimal.valueOf(20);
    private static final BigDecimal MAX_PRICE = new BigDecimal("1e12");
    private static final BigDecimal MAX_SLIPPAGE = BigDecimal.valueOf(10_000);
    private static final int MAX_RATIONALE = 2000;
    private static final int MAX_INVALIDATION = 500;
    private static final Set<String> FIELDS = Set.of(
            "symbol",
            "action",
            "quantity",
            "size_pct",
            "leverage",
            "confidence",
            "stop_loss",
            "take_profit",
            "max_slippage_bps",
            "invalidation_condition",
            "rationale");
    private static final Map<String, String> BY_PLAIN_NAME = plainNames();
    private static final Pattern GROUPED =
            Pattern.compile("[1-9]\\d{0,2}(?:,\\d{3})+\\.\\d+|[1-9]\\d{0,2}(?:,\\d{3}){2,}");

    /** Why an item is not a decision. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    private final ParseContext context;
    private final Map<String, Json> fields = new HashMap<>();
    private final Set<String> repairs = new TreeSet<>();
    private @Nullable Symbol symbol;
    private boolean opens;

    ItemReader(ParseContext context) {
        this.context = context;
    }

    /** Codes of what had to be repaired, sorted. */
    Set<String> repairs() {
        return repairs;
    }

    /** The symbol of the item as soon as it is known, also for a refused one. */
    @Nullable
    Symbol symbol() {
        return symbol;
    }

    Decision read(Json item) throws Refused {
        if (item instanceof Json.Broken) {
            throw new Refused("unreadable_item", "is not JSON");
        }
        if (!(item instanceof Json.Obj object)) {
            throw new Refused("not_an_object", "is not an object");
        }
        collect(object);
        Symbol known = readSymbol();
        symbol = known;
        if (!object.closed()) {
            throw new Refused("truncated", "is cut off; its last number may be incomplete");
        }
        for (String name : object.conflicts()) {
            if (canonical(name) != null) {
                throw new Refused("conflicting_values", "gives '" + shown(name) + "' twice with different values");
            }
        }
        Action action = readAction();
        opens = opens(action, known);
        refuseCloseOfNothing(action, known);
        return decision(known, action);
    }

    private Decision decision(Symbol known, Action action) throws Refused {
        BigDecimal sizePct = ranged("size_pct", HUNDRED, true);
        BigDecimal quantity = quantity(sizePct);
        BigDecimal leverage = leverage();
        return new Decision(
                DecisionIds.of(context.cycleId(), known),
                known,
                action,
                sizePct,
                quantity,
                leverage,
                confidence(),
                price("stop_loss"),
                price("take_profit"),
                slippage(),
                text("invalidation_condition", MAX_INVALIDATION),
                text("rationale", MAX_RATIONALE));
    }

    private void collect(Json.Obj object) throws Refused {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            String name = canonical(member.getKey());
            if (name == null) {
                continue;
            }
            if (!name.equals(member.getKey())) {
                repairs.add("name_form");
            }
            Json earlier = fields.putIfAbsent(name, member.getValue());
            if (earlier != null && !earlier.equals(member.getValue())) {
                throw new Refused("conflicting_values", "gives '" + name + "' twice with different values");
            }
        }
    }

    private Symbol readSymbol() throws Refused {
        if (!(fields.get("symbol") instanceof Json.Text given) || given.value().isBlank()) {
            throw new Refused("missing_symbol", "has no symbol");
        }
        Symbol found = SymbolNames.find(given.value(), context.symbols());
        if (found == null) {
            throw new Refused("unknown_symbol", "symbol '" + shown(given.value()) + "' is not one of those evaluated");
        }
        if (!found.value().equals(given.value())) {
            repairs.add("symbol_form");
        }
        return found;
    }

    private Action readAction() throws Refused {
        if (!(fields.get("action") instanceof Json.Text given) || given.value().isBlank()) {
            throw new Refused("missing_action", "has no action");
        }
        String plain = given.value().strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        if (plain.equals("NOENTRY")) {
            plain = "NO_ENTRY";
        }
        for (Action action : Action.values()) {
            if (action.name().equals(plain)) {
                if (!plain.equals(given.value())) {
                    repairs.add("action_form");
                }
                return action;
            }
        }
        throw new Refused(
                "unknown_action",
                "action '" + shown(given.value()) + "' must be one of BUY, SELL, HOLD, CLOSE, NO_ENTRY");
    }

    private boolean opens(Action action, Symbol known) {
        return switch (action) {
            case BUY -> true;
            case SELL -> context.allowShort() && context.held().get(known) != PositionSide.LONG;
            case HOLD, CLOSE, NO_ENTRY -> false;
        };
    }

    private void refuseCloseOfNothing(Action action, Symbol known) throws Refused {
        boolean closes = action == Action.CLOSE || (action == Action.SELL && !opens);
        if (closes && !context.held().containsKey(known)) {
            throw new Refused("not_held", "there is no position in " + known + " to close");
        }
        if (action == Action.SELL && !opens && context.held().get(known) == PositionSide.SHORT) {
            throw new Refused("not_held", "there is no long position in " + known + " to sell; CLOSE closes the short");
        }
    }

    private @Nullable BigDecimal quantity(@Nullable BigDecimal sizePct) throws Refused {
        BigDecimal quantity = number("quantity");
        if (quantity != null && quantity.signum() == 0 && (!opens || sizePct != null)) {
            return dropped();
        }
        return inRange("quantity", quantity, MAX_PRICE, false);
    }

    private @Nullable BigDecimal leverage() throws Refused {
        BigDecimal leverage = number("leverage");
        if (leverage == null || (leverage.compareTo(BigDecimal.ONE) >= 0 && leverage.compareTo(MAX_LEVERAGE) <= 0)) {
            return leverage;
        }
        if (!opens) {
            return dropped();
        }
        throw new Refused("out_of_range", "leverage " + shown(leverage) + " must be 1 to 20");
    }

    private @Nullable BigDecimal confidence() throws Refused {
        BigDecimal confidence = number("confidence");
        if (confidence == null || confidence.compareTo(BigDecimal.ONE) <= 0) {
            return confidence;
        }
        if (confidence.compareTo(HUNDRED) <= 0) {
            repairs.add("confidence_percent");
            return confidence.divide(HUNDRED, confidence.scale() + 2, RoundingMode.DOWN);
        }
        if (!opens) {
            return dropped();
        }
        throw new Refused("out_of_range", "confidence " + shown(confidence) + " must be 0 to 1");
    }

    private @Nullable BigDecimal price(String field) throws Refused {
        return ranged(field, MAX_PRICE, false);
    }

    private @Nullable Integer slippage() throws Refused {
        BigDecimal bps = ranged("max_slippage_bps", MAX_SLIPPAGE, true);
        if (bps == null) {
            return null;
        }
        BigDecimal whole = bps.setScale(0, RoundingMode.DOWN);
        if (whole.compareTo(bps) != 0) {
            repairs.add("rounded_down");
        }
        return whole.intValueExact();
    }

    private @Nullable BigDecimal ranged(String field, BigDecimal max, boolean zeroAllowed) throws Refused {
        return inRange(field, number(field), max, zeroAllowed);
    }

    private @Nullable BigDecimal inRange(String field, @Nullable BigDecimal value, BigDecimal max, boolean zeroAllowed)
            throws Refused {
        if (value == null || (value.compareTo(max) <= 0 && (zeroAllowed || value.signum() > 0))) {
            return value;
        }
        if (!opens) {
            return dropped();
        }
        throw new Refused(
                "out_of_range",
                field + " " + shown(value) + " must be " + (zeroAllowed ? "0 to " : "greater than 0, at most ")
                        + max.toPlainString());
    }

    private @Nullable BigDecimal dropped() {
        repairs.add("dropped_field");
        return null;
    }

    private @Nullable BigDecimal number(String field) throws Refused {
        Json value = fields.get(field);
        if (value == null || value instanceof Json.Null) {
            return null;
        }
        BigDecimal number = switch (value) {
            case Json.Num n -> n.value();
            case Json.Text t -> fromText(field, t.value());
            case Json.NotFinite n ->
                throw new Refused("not_finite", field + " '" + shown(n.literal()) + "' is not a finite number");
            case Json.Obj o -> throw notANumber(field, "an object");
            case Json.Arr a -> throw notANumber(field, "a list");
            case Json.Bool b -> throw notANumber(field, String.valueOf(b.value()));
            case Json.Null n -> null;
            case Json.Broken b -> throw notANumber(field, "unreadable");
        };
        if (number != null && number.signum() < 0) {
            throw new Refused("negative", field + " " + shown(number) + " must not be negative");
        }
        return number;
    }

    private @Nullable BigDecimal fromText(String field, String text) throws Refused {
        String plain = text.strip();
        if (plain.isEmpty() || plain.equalsIgnoreCase("null") || plain.equalsIgnoreCase("n/a")) {
            repairs.add("empty_text");
            return null;
        }
        if (plain.startsWith("$")) {
            plain = plain.substring(1).strip();
        }
        boolean percent = plain.endsWith("%") && (field.equals("confidence") || field.equals("size_pct"));
        boolean times = field.equals("leverage") && (plain.endsWith("x") || plain.endsWith("X"));
        if (percent || times) {
            plain = plain.substring(0, plain.length() - 1).strip();
        }
        if (GROUPED.matcher(plain).matches()) {
            plain = plain.replace(",", "");
        }
        BigDecimal number = decimal(field, plain, text);
        repairs.add("number_as_text");
        return percent && field.equals("confidence")
                ? number.divide(HUNDRED, Math.max(0, number.scale()) + 2, RoundingMode.DOWN)
                : number;
    }

    private static BigDecimal decimal(String field, String plain, String original) throws Refused {
        if (plain.matches("(?i)[+-]?(nan|inf(inity)?|∞)")) {
            throw new Refused("not_finite", field + " '" + shown(original) + "' is not a finite number");
        }
        if (!plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw notANumber(field, "'" + shown(original) + "'");
        }
        if (LenientJson.number(plain) instanceof Json.Num number) {
            return number.value();
        }
        throw new Refused("not_finite", field + " '" + shown(original) + "' is too large or too long");
    }

    private static Refused notANumber(String field, String what) {
        return new Refused("not_a_number", field + " must be a number, was " + what);
    }

    private String text(String field, int max) {
        Json value = fields.get(field);
        if (value == null || value instanceof Json.Null) {
            return "";
        }
        if (value instanceof Json.Text text) {
            return PromptText.clean(text.value(), max);
        }
        repairs.add("dropped_field");
        return "";
    }

    private static String shown(String text) {
        return PromptText.clean(text, 40);
    }

    private static String shown(BigDecimal value) {
        return value.precision() > 20
                ? value.round(new java.math.MathContext(10)).toString()
                : value.toPlainString();
    }

    private static @Nullable String canonical(String name) {
        return FIELDS.contains(name) ? name : BY_PLAIN_NAME.get(plain(name));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    private static Map<String, String> plainNames() {
        Map<String, String> names = new HashMap<>();
        for (String field : FIELDS) {
            names.put(plain(field), field);
        }
        names.put("invalidation", "invalidation_condition");
        return Map.copyOf(names);
    }
}
