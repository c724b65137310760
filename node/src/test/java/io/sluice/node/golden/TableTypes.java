package io.sluice.node.golden;

import io.sluice.node.state.Table;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ScheduleTables;
import io.sluice.node.state.queue.SendKeyTables;
import io.sluice.node.state.queue.TenantTables;
import io.sluice.node.state.queue.TraceTables;
import io.sluice.node.state.tablet.TabletTables;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/** All tables with the types of their keys and rows, as their declarations say. */
final class TableTypes {
    private TableTypes() {}

    /** A table and what it holds. */
    record Typed<K extends Comparable<K>, V>(Table<K, V> table, Class<K> key, Class<V> row) {}

    static List<Typed<?, ?>> all() {
        return Stream.of(
                        TabletTables.class,
                        CatalogTables.class,
                        QueueTables.class,
                        FifoTables.class,
                        SendKeyTables.class,
                        TenantTables.class,
                        ScheduleTables.class,
                        TraceTables.class)
                .flatMap(holder -> Stream.of(holder.getDeclaredFields()))
                .filter(field -> field.getType().equals(Table.class))
                .<Typed<?, ?>>map(TableTypes::typed)
                .toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the field's own declaration says that they fit
    private static Typed<?, ?> typed(Field field) {
        Type[] types = ((ParameterizedType) field.getGenericType()).getActualTypeArguments();
        try {
            return new Typed((Table) field.get(null), (Class) types[0], (Class) types[1]);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
