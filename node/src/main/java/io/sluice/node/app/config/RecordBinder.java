package io.sluice.node.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays a tree of YAML over a record of defaults. A key that no component has, a value of another
 * type, and whatever a record's own constructor refuses become a {@link ConfigException} that names
 * the key from the top of the file.
 */
final class RecordBinder {
    private RecordBinder() {}

    /** The record with every value of the tree in place of the default; without defaults all must be given. */
    static <T extends Section> T bind(Class<T> type, JsonNode tree, @Nullable Section defaults) {
        Check.holds(tree.isObject(), "", "must be a map of keys, was " + tree);
        RecordComponent[] components = type.getRecordComponents();
        List<String> keys =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        tree.fieldNames()
                .forEachRemaining(key -> Check.holds(keys.contains(key), key, NearestKey.complaint(keys, key)));
        Object[] values = new Object[components.length];
        for (int at = 0; at < components.length; at++) {
            values[at] = value(components[at], tree.get(keys.get(at)), defaults);
        }
        return construct(type, components, values);
    }

    /** What a record says about one of its own components. */
    static Object read(RecordComponent component, Section from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("cannot read " + component, broken);
        }
    }

    private static Object value(RecordComponent component, @Nullable JsonNode tree, @Nullable Section defaults) {
        String key = component.getName();
        if (tree == null) {
            if (defaults == null) {
                throw new ConfigException(key, "must be given");
            }
            return read(component, defaults);
        }
        try {
            return bound(component, tree, defaults);
        } catch (ConfigException inner) {
            throw inner.within(key);
        } catch (IllegalArgumentException refused) {
            throw new ConfigException(key, String.valueOf(refused.getMessage()));
        }
    }

    private static Object bound(RecordComponent component, JsonNode tree, @Nullable Section defaults) {
        Class<?> type = component.getType();
        if (type == List.class) {
            return elements(component, tree);
        }
        if (Section.class.isAssignableFrom(type)) {
            Section inner = defaults == null ? null : (Section) read(component, defaults);
            return bind(type.asSubclass(Section.class), tree, inner);
        }
        return leaf(type, tree);
    }

    private static List<Object> elements(RecordComponent component, JsonNode tree) {
        Check.holds(tree.isArray(), "", "must be a list, was " + tree);
        Class<?> element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        List<Object> elements = new ArrayList<>();
        for (int at = 0; at < tree.size(); at++) {
            try {
                elements.add(element(element, tree.get(at)));
            } catch (ConfigException inner) {
                throw inner.within(String.valueOf(at));
            }
        }
        return elements;
    }

    private static Object element(Class<?> type, JsonNode tree) {
        return Section.class.isAssignableFrom(type)
                ? bind(type.asSubclass(Section.class), tree, null)
                : leaf(type, tree);
    }

    private static Object leaf(Class<?> type, JsonNode tree) {
        Check.holds(tree.isValueNode() && !tree.isNull(), "", "must be one value, was " + tree);
        return Leaf.parse(type, tree.asText());
    }

    private static <T extends Section> T construct(Class<T> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof ConfigException complaint) {
                throw complaint;
            }
            throw new IllegalStateException("broken rules of " + type, refused.getCause());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot construct " + type, broken);
        }
    }
}
