package io.sluice.node.edge.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition of a statement: a key's value compared with some values, of which one must fit, or with a negated
 * operator none may.
 *
 * @param operator as it is written, without {@code IfExists} and without {@code ForAnyValue:} or {@code ForAllValues:}
 * @param ifExists holds where the call has no such value
 */
record Condition(String operator, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";
    private static final String ANY = "ForAnyValue:";
    private static final String ALL = "ForAllValues:";
    private static final String NULL = "Null";

    Condition {
        values = List.copyOf(values);
    }

    /** All conditions of a statement; each must hold. */
    static List<Condition> all(JsonNode conditions) {
        List<Condition> all = new ArrayList<>();
        conditions
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> all.add(of(operator.getKey(), key.getKey(), Policy.texts(key.getValue())))));
        return all;
    }

    private static Condition of(String written, String key, List<String> values) {
        // A call has one value of each key, so that it is any and all of them; only having none tells them apart.
        boolean all = written.startsWith(ALL);
        String bare = all ? written.substring(ALL.length()) : written;
        bare = bare.startsWith(ANY) ? bare.substring(ANY.length()) : bare;
        boolean ifExists = bare.endsWith(IF_EXISTS);
        bare = ifExists ? bare.substring(0, bare.length() - IF_EXISTS.length()) : bare;
        return new Condition(bare, ifExists || all, key, values);
    }

    /**
     * Whether it holds for a call.
     *
     * @param otherwise the answer when the condition makes no sense to us
     */
    boolean holds(Circumstances call, boolean otherwise) {
        Optional<String> value = call.value(key);
        if (operator.equals(NULL)) {
            return values.stream().anyMatch(wanted -> Boolean.parseBoolean(wanted) == value.isEmpty());
        }
        Optional<Comparison> comparison = Comparison.named(operator);
        if (comparison.isEmpty()) {
            return otherwise;
        }
        if (value.isEmpty()) {
            return ifExists || comparison.get().negated();
        }
        boolean any = false;
        for (String wanted : values) {
            Optional<Boolean> fits = comparison.get().kind().fits(value.get(), wanted);
            if (fits.isEmpty()) {
                return otherwise;
            }
            any |= fits.get();
        }
        return any != comparison.get().negated();
    }
}
