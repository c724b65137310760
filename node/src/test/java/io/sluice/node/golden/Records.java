package io.sluice.node.golden;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes up a value of any record, so that no command, reply or row can be forgotten. */
final class Records {
    private static final List<Class<? extends Record>> ENTRIES_OF_BATCHES =
            List.of(Reply.Done.class, Reply.SentOne.class, Reply.Rejected.class);

    private final Draw draw;

    Records(Draw draw) {
        this.draw = draw;
    }

    /** All records of a sealed family, in the order of their names. */
    static List<Class<?>> family(Class<?> sealed) {
        return sealed.isSealed()
                ? Stream.of(sealed.getPermittedSubclasses())
                        .sorted(Comparator.comparing(Class::getName)) // the compiler gives no order
                        .flatMap(one -> family(one).stream())
                        .toList()
                : List.of(sealed);
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType().equals(Optional.class)) {
                return draw.flag() ? Optional.of(value(arguments[0])) : Optional.empty();
            }
            return generic.getRawType().equals(List.class) ? list(arguments[0]) : pairs();
        }
        if (type.equals(long.class)) {
            return draw.number();
        }
        if (type.equals(int.class)) {
            return draw.count();
        }
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            return draw.flag();
        }
        if (type.equals(String.class)) {
            return draw.text();
        }
        if (type.equals(Bytes.class)) {
            return new Bytes(draw.bytes());
        }
        if (type.equals(Long.class)) {
            return draw.number();
        }
        if (type.equals(OptionalLong.class)) {
            return draw.flag() ? OptionalLong.of(draw.number()) : OptionalLong.empty();
        }
        return named((Class<?>) type);
    }

    private Object named(Class<?> type) {
        if (type.isEnum()) {
            return draw.one(Arrays.asList(type.getEnumConstants()));
        }
        if (type.equals(NodeId.class)) {
            return new NodeId(draw.name());
        }
        if (type.equals(Rate.class)) {
            return new Rate(1 + draw.size(), 1 + draw.size());
        }
        if (type.equals(Keys.Text.class)) {
            return new Keys.Text(draw.name());
        }
        if (type.equals(Keys.TextIn.class)) {
            return new Keys.TextIn(of(ResourceId.class), draw.name());
        }
        if (type.equals(Reply.class)) {
            return value(draw.one(ENTRIES_OF_BATCHES));
        }
        if (type.equals(Command.class) || type.equals(Parcel.class) || type.equals(GroupChange.class)) {
            return value(draw.one(family(type)));
        }
        return record(type);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Stream.of(components).map(one -> value(one.getGenericType())).toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no value of " + type, e);
        }
    }

    private List<Object> list(Type element) {
        List<Object> list = new ArrayList<>();
        int size = draw.size();
        for (int i = 0; i < size; i++) {
            list.add(value(element));
        }
        return list;
    }

    private SortedMap<String, String> pairs() {
        SortedMap<String, String> pairs = new TreeMap<>();
        int size = draw.size();
        for (int i = 0; i < size; i++) {
            pairs.put(draw.name(), draw.text());
        }
        return pairs;
    }
}
