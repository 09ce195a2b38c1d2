package io.autotrade.advisor.llm;

import io.autotrade.broker.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the decisions in a reply, wherever in it they are.
 *
 * <p>Every place where JSON may begin is tried. Lists of numbers and other values that hold no decision are stepped
 * over. When a reply holds several lists, those with only names of symbols, headings of one symbol or code fences
 * between them belong together; otherwise the last one is what the model settled on and the earlier ones are
 * superseded. Objects outside of any list count only when there is no list.
 */
final class ReplyScanner {

    private static final int STEPS_PER_CHAR = 24;
    private static final int SEARCH_DEPTH = 4;
    private static final int MAX_CANDIDATES = 200;
    private static final List<String> THOUGHTS = List.of("think", "thinking", "thought", "reasoning");
    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}]+");

    /**
     * @param value the item
     * @param text as it stood in the reply
     * @param repairs codes of what was not strict about where it stood or how it was written
     */
    record RawItem(Json value, String text, Set<String> repairs) {}

    /**
     * @param readable whether anything that is meant as decisions was found, an empty list included
     * @param superseded items of lists that a later list replaces
     */
    record Found(boolean readable, List<RawItem> items, List<RawItem> superseded, String problem) {}

    private record Candidate(List<RawItem> items, boolean list, int start, int end) {}

    private final String text;
    private final Set<Symbol> symbols;
    private final Set<String> outside = new TreeSet<>();

    private ReplyScanner(String reply, Set<Symbol> symbols) {
        this.text = withoutThoughts(reply);
        this.symbols = symbols;
        if (!text.equals(reply)) {
            outside.add("thought");
        }
    }

    static Found scan(String reply, Set<Symbol> symbols) {
        return new ReplyScanner(reply, symbols).scan();
    }

    private Found scan() {
        if (text.isBlank()) {
            return unreadable(outside.isEmpty() ? "the reply is empty" : "the reply holds only thoughts, no answer");
        }
        List<Candidate> candidates = new ArrayList<>();
        try {
            collect(candidates);
        } catch (LenientJson.TooComplex e) {
            return unreadable("the reply is too complex to search");
        }
        List<Candidate> lists = candidates.stream().filter(Candidate::list).toList();
        if (lists.isEmpty()) {
            return candidates.isEmpty()
                    ? unreadable("the reply holds no JSON with decisions")
                    : new Found(true, itemsOf(candidates), List.of(), "");
        }
        int first = firstOfLastGroup(lists);
        return new Found(
                true,
                itemsOf(lists.subList(first, lists.size())),
                itemsOf(candidates.stream()
                        .filter(c -> !c.list() || c.end() <= lists.get(first).start())
                        .toList()),
                "");
    }

    private static Found unreadable(String problem) {
        return new Found(false, List.of(), List.of(), problem);
    }

    private static List<RawItem> itemsOf(List<Candidate> candidates) {
        return candidates.stream().flatMap(c -> c.items().stream()).toList();
    }

    private void collect(List<Candidate> candidates) {
        LenientJson json = new LenientJson(text, 10_000L + (long) STEPS_PER_CHAR * text.length());
        int at = nextStart(0);
        while (at >= 0) {
            int next = at + 1;
            try {
                Json value = json.read(at);
                next = Math.max(next, json.end());
                Candidate candidate = candidate(value, json.repairs(), at, json.end());
                if (candidate != null) {
                    candidates.add(candidate);
                }
            } catch (LenientJson.Unreadable e) {
                // not JSON here; the next bracket may be
            }
            if (candidates.size() > MAX_CANDIDATES) {
                throw new LenientJson.TooComplex();
            }
            at = nextStart(next);
        }
    }

    private int nextStart(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                return i;
            }
        }
        return -1;
    }

    private Set<String> around(int start, int end) {
        Set<String> repairs = new TreeSet<>(outside);
        String rest = text.substring(0, start) + text.substring(end);
        if (rest.contains("```")) {
            repairs.add("code_fence");
        }
        if (!withoutFences(rest).isBlank()) {
            repairs.add("prose");
        }
        return repairs;
    }

    private @Nullable Candidate candidate(Json value, Set<String> repairs, int start, int end) {
        List<RawItem> items = listIn(value, repairs, 0);
        boolean list = items != null;
        if (items == null && value instanceof Json.Obj object && looksLikeDecision(object)) {
            items = List.of(raw(object, with(repairs, "single_object")));
        }
        if (items == null) {
            return null;
        }
        Set<String> around = around(start, end);
        return new Candidate(
                items.stream()
                        .map(item -> new RawItem(item.value(), item.text(), union(item.repairs(), around)))
                        .toList(),
                list,
                start,
                end);
    }

    /**
     * The list of decisions in a value: itself, its member {@code decisions}, or one further down; null when there is
     * none.
     */
    private @Nullable List<RawItem> listIn(Json value, Set<String> repairs, int depth) {
        if (value instanceof Json.Arr array) {
            if (isDecisionList(array, depth)) {
                return rawItems(array, repairs);
            }
            return array.items().size() == 1 && depth < SEARCH_DEPTH
                    ? listIn(array.items().getFirst(), with(repairs, "wrapper"), depth + 1)
                    : null;
        }
        if (!(value instanceof Json.Obj object) || depth > SEARCH_DEPTH) {
            return null;
        }
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (member.getKey().equalsIgnoreCase("decisions")) {
                return decisionsMember(member.getValue(), member.getKey(), repairs);
            }
        }
        List<RawItem> bySymbol = keyedBySymbol(object, repairs);
        if (bySymbol != null) {
            return bySymbol;
        }
        if (looksLikeDecision(object)) {
            return null;
        }
        for (Json member : object.members().values()) {
            List<RawItem> found = listIn(member, with(repairs, "wrapper"), depth + 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable List<RawItem> decisionsMember(Json value, String name, Set<String> repairs) {
        Set<String> all = name.equals("decisions") ? repairs : with(repairs, "name_form");
        if (value instanceof Json.Arr array) {
            return rawItems(array, all);
        }
        if (value instanceof Json.Obj object) {
            List<RawItem> bySymbol = keyedBySymbol(object, all);
            return bySymbol != null ? bySymbol : List.of(raw(object, with(all, "single_object")));
        }
        return null;
    }

    /** {@code {"BTC-USDT-SWAP": {"action": "HOLD"}}}: the name of each member is its symbol. */
    private @Nullable List<RawItem> keyedBySymbol(Json.Obj object, Set<String> repairs) {
        List<RawItem> items = new ArrayList<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!(member.getValue() instanceof Json.Obj item)
                    || item.members().keySet().stream().noneMatch("action"::equalsIgnoreCase)
                    || SymbolNames.find(member.getKey(), symbols) == null) {
                continue;
            }
            if (object.conflicts().contains(member.getKey())) {
                return null;
            }
            Map<String, Json> members = new LinkedHashMap<>(item.members());
            members.putIfAbsent("symbol", new Json.Text(member.getKey()));
            Json.Obj named = new Json.Obj(members, item.conflicts(), item.closed(), item.start(), item.end());
            items.add(raw(named, with(repairs, "symbol_from_name")));
        }
        return items.isEmpty() ? null : items;
    }

    private List<RawItem> rawItems(Json.Arr array, Set<String> repairs) {
        return array.items().stream().map(item -> raw(item, repairs)).toList();
    }

    private RawItem raw(Json value, Set<String> repairs) {
        String shown = switch (value) {
            case Json.Obj o -> text.substring(o.start(), o.end());
            case Json.Arr a -> text.substring(a.start(), a.end());
            case Json.Broken b -> text.substring(b.start(), b.end());
            case Json.Text t -> t.value();
            case Json.Num n -> n.value().toString();
            case Json.Bool b -> String.valueOf(b.value());
            case Json.Null n -> "null";
            case Json.NotFinite n -> n.literal();
        };
        return new RawItem(value, shown, repairs);
    }

    /** An empty list is an answer only when it is all that was said. */
    private boolean isDecisionList(Json.Arr array, int depth) {
        if (array.items().isEmpty()) {
            return depth == 0
                    && array.closed()
                    && withoutFences(text.substring(0, array.start()) + text.substring(array.end()))
                            .isBlank();
        }
        return array.items().stream().anyMatch(item -> item instanceof Json.Obj object && looksLikeDecision(object));
    }

    private static String withoutFences(String rest) {
        return rest.replaceAll("```[a-zA-Z]*", "");
    }

    private static boolean looksLikeDecision(Json.Obj object) {
        boolean symbol = false;
        boolean action = false;
        for (String name : object.members().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT).strip();
            symbol |= lower.equals("symbol");
            action |= lower.equals("action");
        }
        return symbol && action || (symbol || action) && !object.closed();
    }

    private int firstOfLastGroup(List<Candidate> lists) {
        int first = lists.size() - 1;
        while (first > 0 && belongTogether(lists.get(first - 1), lists.get(first))) {
            first--;
        }
        return first;
    }

    private boolean belongTogether(Candidate earlier, Candidate later) {
        return WORD.matcher(text.substring(earlier.end(), later.start()))
                .results()
                .allMatch(word -> word.group().equalsIgnoreCase("json") || isPartOfSymbol(word.group()));
    }

    private boolean isPartOfSymbol(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return symbols.stream().anyMatch(s -> List.of(s.value().split("-")).contains(upper));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static Set<String> with(Set<String> repairs, String code) {
        Set<String> all = new TreeSet<>(repairs);
        all.add(code);
        return all;
    }

    /**
     * What a model thinks aloud is not what it answers, least of all when it drafts JSON there. Without a closing tag
     * all of it is thought.
     */
    private static String withoutThoughts(String reply) {
        int answer = 0;
        for (String tag : THOUGHTS) {
            answer = Math.max(answer, endOfLast("</" + tag + '>', reply));
        }
        String rest = reply.substring(answer);
        String start = rest.stripLeading();
        boolean onlyThought =
                THOUGHTS.stream().anyMatch(tag -> start.regionMatches(true, 0, '<' + tag + '>', 0, tag.length() + 2));
        return onlyThought ? "" : rest;
    }

    private static int endOfLast(String tag, String reply) {
        for (int at = reply.lastIndexOf('<'); at >= 0; at = reply.lastIndexOf('<', at - 1)) {
            if (reply.regionMatches(true, at, tag, 0, tag.length())) {
                return at + tag.length();
            }
        }
        return 0;
    }
}
