package io.sluice.client.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects for scripts whose fields come in the order in which they are given, run after run. */
final class Fields {
    private Fields() {}

    static Map<String, Object> of(String name, Object value, String second, Object secondValue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        fields.put(second, secondValue);
        return fields;
    }

    static Map<String, Object> of(
            String name, Object value, String second, Object secondValue, String third, Object thirdValue) {
        Map<String, Object> fields = of(name, value, second, secondValue);
        fields.put(third, thirdValue);
        return fields;
    }
}
